import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.OrdinaryUser
import io.github.weepython.maven.OwnCache
import io.github.weepython.maven.daemon.DockerDaemon
import io.github.weepython.maven.daemon.PodmanService
import java.nio.file.Files
import org.codehaus.plexus.util.FileUtils

def user = OrdinaryUser.of(basedir, localRepositoryPath)

// With all that is downloaded and nothing that was made of it: bases are configured there, too.
def downloads = ['download', 'fresh', 'lock'] as String[]
user.bring(OwnCache.shared(basedir).resolve('wee'), downloads)
def buildsIn = { String engine, String address ->
    def said = user.maven([DOCKER_HOST: address], ['package', '-Dwee.compiler=docker', "-Dwee.output=target/${engine}"])
    new File(basedir, "${engine}.log").text = said
    assert said.contains("Compiler: docker (${engine} ")
    assert said.contains('Compiling: build')
    ['distroless', 'debian'].each { base ->
        ['image.digest', 'sbom.cdx.json', 'sbom.spdx.json', 'provenance.slsa.json', 'vex.openvex.json'].each {
            assert user.text("target/${engine}/${base}/${it}") == new File(basedir, "target/wee/${base}/${it}").text : it
        }
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
// How many containers of a daemon ran at a time.
def atOnce = { DockerDaemon docker ->
    def events = docker.docker('events', '--since', '2h', '--until', '0s', '--filter', 'event=start', '--filter', 'event=die', '--format', '{{.Action}}').readLines()
    def running = 0
    events.collect { running += it == 'start' ? 1 : -1 }.max()
}
try {
    // One engine after the other: both have the machine's processors.
    inFolder { folder ->
        DockerDaemon.start(folder).withCloseable { docker ->
            // Somebody else's Maven is in the midst of a compile there, and goes on with it.
            def own = OwnCache.of(basedir, downloads)
            def other = MavenRun.start(basedir, localRepositoryPath, 'beside', [XDG_CACHE_HOME: own.path, DOCKER_HOST: docker.tcp()],
                ['package', '-Dwee.compiler=docker', '-Dwee.base=distroless', '-Dwee.output=target/beside'])
            other.awaitOutput('Compiling: configure')
            buildsIn('Docker', docker.tcp())
            other.log(true)
            assert new File(basedir, 'target/beside/image.digest').text == new File(basedir, 'target/wee/distroless/image.digest').text
            assert docker.docker('ps', '-aq') == ''
            assert atOnce(docker) == 2
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
