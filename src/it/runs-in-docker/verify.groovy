import io.github.weepython.maven.daemon.DockerDaemon
import io.github.weepython.maven.debian.archive.HostMirrors
import java.nio.file.Files
import java.nio.file.Path
import org.codehaus.plexus.util.FileUtils

// A socket's path is at most 107 bytes long.
def folder = Files.createTempDirectory('wee')
def daemon = DockerDaemon.start(folder)
try {
    def docker = { Object... words -> daemon.docker(words*.toString() as String[]) }
    ['distroless', 'debian'].each { base ->
        def wee = new File(basedir, "target/wee/${base}")
        def image = "example/python:3.13.5-wee-${base}"
        docker('load', '-i', "${wee}/image.tar")
        // The daemon's id of an image is its config's digest.
        assert docker('image', 'inspect', '--format', '{{.Id}}', image) == new File(wee, 'image.id').text.trim()
        // The image's own command reads the check from its arguments.
        assert docker('run', '--rm', '--network', 'none', image, 'python3', '--version') == 'Python 3.13.5'
        assert docker('run', '--name', base, '--network', 'none', '-v', "${basedir}/check.py:/check.py:ro",
                image, 'python', '/check.py', basedir).contains('whole: 3.13.5 OpenSSL')
        // All that was imported had its .pyc.
        def changed = docker('diff', base).readLines().findAll { it.contains('/usr/local') }
        assert changed.isEmpty()
        assert docker('run', '--rm', '--network', 'none', image, 'python', '-m', 'pip', '--version').startsWith('pip ')
    }
    def mirror = HostMirrors.ofHost(Path.of('/etc')).main()[0]
    // Debian's archive is reached as this machine reaches it.
    def built = docker('run', '--rm', '--network', 'host', '-e', "MIRROR=${mirror}", '-v', "${basedir}/extension:/extension:ro",
            'example/python:3.13.5-wee-debian', 'sh', '/extension/build.sh')
    assert built.contains('built: /tmp/spam.cpython-313')
} finally {
    daemon.close()
    // Groovy's deleteDir() would follow the images' links into this machine's own /etc and /run.
    FileUtils.deleteDirectory(folder.toFile())
}
