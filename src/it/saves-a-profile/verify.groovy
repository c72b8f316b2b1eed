import groovy.json.JsonSlurper
import io.github.weepython.maven.OrdinaryUser
import io.github.weepython.maven.daemon.DockerDaemon
import java.nio.file.Files
import org.codehaus.plexus.util.FileUtils

assert new File(basedir, 'python.profile').length() > 20_000

def log = new File(basedir, 'build.log').text
assert log.contains('Compiling: training on the workload')
assert !log.contains('Compiling: training 1 of')
assert log.contains('does not fit this build')
assert log =~ /wanted: flags hardening=true framePointers=true .*\n.*found:  flags hardening=true framePointers=false/
assert log.contains('The profile com.example:python-profile:profile:1.0 of <profile> or -Dwee.profile was not found')
// One training, in the first run: the others are built by the file.
assert log.findAll(/Compiling: instrumented build( \(about [^)\n]*\))?\n/).size() == 1

def image = { String folder -> new JsonSlurper().parse(new File(basedir, "${folder}/image.json")) }
def layers = { String folder -> image(folder).layers.collectEntries { [it.title, it.digest] } }
def wee = layers('target/wee/wee')
def optimized = layers('target/wee/wee-optimized')
// A registry that has one flavour needs but the interpreter of the next.
assert wee.keySet() == optimized.keySet() && wee.size() > 3
assert wee.findAll { title, digest -> optimized[title] != digest }.keySet() == ['interpreter'] as Set

// From nothing but the profile, by somebody in another folder, time zone and locale, in Docker.
// A socket's path is at most 107 bytes long.
def engine = Files.createTempDirectory('wee')
try {
    DockerDaemon.start(engine).withCloseable { docker ->
        OrdinaryUser.of(basedir, localRepositoryPath).withCloseable { user ->
            ['python.profile', 'training'].each { user.take(new File(basedir, it)) }
            def said = user.maven([DOCKER_HOST: docker.tcp(), TZ: 'Pacific/Kiritimati', LC_ALL: 'C'],
                ['package', '-Dwee.flavour=wee-optimized', '-Dwee.compiler=docker'])
            assert said.contains('Compiler: docker (Docker ')
            assert said.contains('Compiling: final build')
            assert user.text('target/wee/image.digest') == new File(basedir, 'target/wee/wee-optimized/image.digest').text
        }
        assert docker.docker('ps', '-aq').isEmpty()
    }
} finally {
    FileUtils.deleteDirectory(engine.toFile())
}

return true
