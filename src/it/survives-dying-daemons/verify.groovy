import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.OwnCache
import io.github.weepython.maven.daemon.DockerDaemon
import io.github.weepython.maven.sandbox.docker.CuttingProxy
import java.nio.file.Files
import org.codehaus.plexus.util.FileUtils

def cache = OwnCache.uncompiled(basedir)
def build = { String name, String address ->
    MavenRun.start(basedir, localRepositoryPath, name, [XDG_CACHE_HOME: cache.path, DOCKER_HOST: address], ['package', '-Dwee.compiler=docker'])
}
// A build that something happens to in the midst of its compile.
def fails = { String name, String address, Closure harm ->
    def run = build(name, address).awaitOutput('Compiling: configure')
    harm()
    def said = run.failure()
    // One error, and Maven's own help below it.
    assert said.findAll('Failed to execute goal').size() == 1
    assert !said.contains('\tat ')
    // The log that it names, and no half-made image; nothing that the next run would take for done.
    assert new File(basedir, 'target/wee').list().toList() - 'compile-wee.log' == []
    assert !new File(cache, 'wee/install-tree').exists()
    assert new File(cache, 'wee/tmp').list().toList() == []
    return said
}
def folder = Files.createTempDirectory('wee')
try {
    DockerDaemon.startWithDisk(folder, 4000).withCloseable { docker ->
        def containers = { docker.docker('ps', '-aq').readLines() }

        def killed = fails('container-killed', docker.tcp()) { docker.docker('kill', *containers()) }
        assert killed.contains('The container was killed from outside (status 137)')
        assert containers() == []

        assert fails('container-removed', docker.tcp()) { docker.docker('rm', '-f', *containers()) }.contains('from outside')

        def proxy = new CuttingProxy(docker.port())
        def cut = fails('connection-cut', proxy.address()) { proxy.cut() }
        proxy.close()
        assert cut.contains("The daemon at ${proxy.address()} (DOCKER_HOST) failed in the middle of the job")
        assert cut.contains('check that the daemon runs, has room on its disk and can be reached, then run Maven again')
        assert containers() == []

        def full = fails('disk-full', docker.tcp()) { docker.fillDisk() }
        assert full.contains('No space left on device')
        assert containers() == []
        docker.resizeDisk('4000m')

        def died = fails('daemon-killed', docker.tcp()) { docker.kill() }
        assert died.contains("The daemon at ${docker.tcp()} (DOCKER_HOST) failed in the middle of the job")
        docker.restart()
        // Nobody could remove it; the next run does.
        assert containers().size() == 1

        build('next', docker.tcp()).log(true)
        assert containers() == []
    }
    assert new File(basedir, 'target/wee/image.digest').text == new File(basedir, '../setup-builds-an-image/target/wee/image.digest').text
} finally {
    FileUtils.deleteDirectory(folder.toFile())
}
