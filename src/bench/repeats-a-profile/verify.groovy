import io.github.weepython.maven.Figures
import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.OrdinaryUser
import io.github.weepython.maven.OwnCache
import io.github.weepython.maven.daemon.DockerDaemon
import java.nio.file.Files
import java.security.MessageDigest
import org.codehaus.plexus.util.FileUtils

def sha256 = { byte[] bytes -> MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex().toString() }
def profile = new File(basedir, 'python.profile')
def profiles = [here: sha256(profile.bytes)]
def digests = [here: new File(basedir, 'target/one/wee/image.digest').text.strip()]
def compiled = { String said ->
    assert said.contains('Compiling: final build')
    assert !said.contains('Compiling: instrumented build')
}

// Somebody else, in another time zone and folder, and with nothing that was made here.
def user = OrdinaryUser.of(basedir, localRepositoryPath)
def asUser = { String name, String... arguments ->
    def said = user.maven([TZ: 'Pacific/Kiritimati', LC_ALL: 'C'], ['-Dwee.compiler=namespaces', *arguments])
    new File(basedir, "user-${name}.log").text = said
    said
}
// A socket's path is at most 107 bytes long.
def folder = Files.createTempDirectory('wee')
try {
    user.bring(OwnCache.shared(basedir).resolve('wee'), ['download', 'fresh', 'lock'])
    user.take(profile)
    DockerDaemon.start(folder).withCloseable { docker ->
        def own = OwnCache.uncompiled(basedir)
        def beside = MavenRun.start(basedir, localRepositoryPath, 'docker', [XDG_CACHE_HOME: own.path, DOCKER_HOST: docker.tcp()],
            ['package', '-Dwee.compiler=docker', '-Dwee.output=target/docker'])
        compiled(asUser('builds', 'package'))
        digests.user = user.text('target/wee/image.digest').strip()
        println "  built, user: ${digests.user}"
        compiled(beside.log(true))
        digests.docker = new File(basedir, 'target/docker/image.digest').text.strip()
        println "  built, docker: ${digests.docker}"
    }

    assert asUser('trains', 'wee:train').contains('Compiling: instrumented build')
    profiles.user = sha256(user.bytes('python.profile'))
} finally {
    user.close()
    // Groovy's deleteDir() would follow the images' links into this machine's own /etc and /run.
    FileUtils.deleteDirectory(folder.toFile())
}

def python = new File(basedir, 'pom.xml').text.find(/(?<=<python>).+(?=<\/python>)/)
Figures.write(basedir, 'profile', [python: python, profileBytes: profile.length(), profiles: profiles, digests: digests])
println "  ${python}: profile of ${profile.length()} bytes"
profiles.each { who, digest -> println "  trained, ${who}: sha256:${digest}" }
digests.each { who, digest -> println "  built, ${who}: ${digest}" }
assert profiles.values().toSet().size() == 1
assert digests.values().toSet().size() == 1

return true
