import io.github.weepython.maven.daemon.DockerDaemon
import io.github.weepython.maven.debian.archive.HostMirrors
import java.nio.file.Files
import java.nio.file.Path
import org.codehaus.plexus.util.FileUtils

def folder = Files.createTempDirectory('wee')
def daemon = DockerDaemon.start(folder)
try {
    def docker = { Object... words -> daemon.docker(words*.toString() as String[]) }
    docker('load', '-i', "${basedir}/target/wee/image.tar")
    def mirror = HostMirrors.ofHost(Path.of('/etc')).main()[0].toString().replaceFirst('/$', '')
    def said = docker('run', '--rm', '--network', 'host', '-e', "MIRROR=${mirror}", '-v', "${basedir}:/it:ro",
            'example/python:3.13.5-wee', 'sh', '/it/install.sh')
    def packages = new File(basedir, 'packages.list').readLines()
    assert packages.size() >= 60
    packages.each { assert said.contains("status: ${it} ii") }
    assert said.contains('problems: []')
    assert said.contains('OpenJDK Runtime Environment')
    assert said.contains('built: 7')
} finally {
    daemon.close()
    // Groovy's deleteDir() would follow the image's links into this machine's own /etc and /run.
    FileUtils.deleteDirectory(folder.toFile())
}
