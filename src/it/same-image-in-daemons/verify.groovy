import io.github.weepython.maven.OrdinaryUser
import io.github.weepython.maven.daemon.DockerDaemon
import io.github.weepython.maven.daemon.PodmanService
import java.nio.file.Files
import org.codehaus.plexus.util.FileUtils

def cache = System.getenv('XDG_CACHE_HOME') ?: new File(basedir, '../../it-cache').path
def user = OrdinaryUser.of(basedir, localRepositoryPath)

// With all that is downloaded and nothing that was made of it: bases are configured there, too.
def downloads = ['download', 'fresh', 'lock'] as String[]
user.bring(new File(cache, 'wee').toPath(), downloads)
def buildsIn = { String engine, String address ->
    def said = user.maven([DOCKER_HOST: address], ['package', '-Dwee.compiler=docker', "-Dwee.output=target/${engine}"])
    new File(basedir, "${engine}.log").text = said
    assert said.contains("Compiler: docker (${engine} ")
    assert said.contains('Compiling: build')
    ['distroless', 'debian'].each { base ->
        assert user.text("target/${engine}/${base}/image.digest") == new File(basedir, "target/wee/${base}/image.digest").text
    }
    user.keepOnly('build-root', *downloads)
}
// A socket's path is at most 107 bytes long.
def inFolder = { Closure work ->
    def folder = Files.createTempDirectory('wee')
    try {
        work(folder)
    } finally {
        // Groovy's deleteDir() would follow the images' links into this machine's own /etc and /run.
        FileUtils.deleteDirectory(folder.toFile())
    }
}
try {
    // One after the other: both have the machine's processors.
    inFolder { folder ->
        DockerDaemon.start(folder).withCloseable { docker ->
            buildsIn('Docker', docker.tcp())
            assert docker.docker('ps', '-aq') == ''
        }
    }
    inFolder { folder ->
        PodmanService.start(folder).withCloseable { podman ->
            podman.openTo(OrdinaryUser.NOBODY)
            buildsIn('Podman', podman.address())
            assert podman.podman('ps', '-aq') == ''
        }
    }
} finally {
    user.close()
}
