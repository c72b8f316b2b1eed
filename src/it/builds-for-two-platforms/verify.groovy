import groovy.json.JsonSlurper
import io.github.weepython.maven.daemon.DockerDaemon
import io.github.weepython.maven.publish.Tool
import java.nio.file.Files
import org.codehaus.plexus.util.FileUtils

def root = Files.createTempDirectory('wee-arm64').toFile()
// A socket's path is at most 107 bytes long.
def engine = Files.createTempDirectory('wee')
try {
    def folder = new File(basedir, 'target/wee')
    def digest = new File(folder, 'image.digest').text.trim()
    def image = "docker://127.0.0.1:${context.registry.port()}/team/python:3.13.5-wee".toString()
    def run = { String... words -> new String(Tool.run(words)) }

    // The image of this machine's platform was looked at from within.
    def report = new File(folder, 'verify/TEST-3.13.5-wee.xml').text
    assert report.contains(' failures="0"')
    assert report.contains('team/python:3.13.5-wee (linux/amd64)"')

    // The tag is the index, and it names one image for each platform.
    def raw = run('skopeo', 'inspect', '--tls-verify=false', '--raw', image)
    assert 'sha256:' + raw.digest('SHA-256') == digest
    def platforms = new JsonSlurper().parseText(raw).manifests.collectEntries { ["${it.platform.os}/${it.platform.architecture}".toString(), it.digest] }
    assert platforms.keySet() == ['linux/amd64', 'linux/arm64'] as Set
    ['linux/amd64', 'linux/arm64'].each {
        def own = new File(folder, it.replace('/', '-'))
        assert new File(own, 'image.digest').text.trim() == platforms[it]
        assert new File(own, 'image.tar').length() > 0
        // Whoever asks for a platform gets its image.
        def config = run('skopeo', '--override-arch', it.split('/')[1], 'inspect', '--tls-verify=false', '--config', image)
        assert new JsonSlurper().parseText(config).architecture == it.split('/')[1]
    }
    DockerDaemon.start(engine).withCloseable { docker ->
        def name = image.substring('docker://'.length())
        platforms.keySet().each {
            docker.docker('pull', '-q', '--platform', it, name)
            assert docker.docker('inspect', '-f', '{{.Os}}/{{.Architecture}} {{.Id}}', name) == "${it} ${new File(folder, it.replace('/', '-') + '/image.id').text.trim()}"
        }
    }
    // The native one is what it is when it is built alone.
    assert platforms['linux/amd64'] == new File(basedir.parentFile, 'setup-builds-an-image/target/wee/image.digest').text.trim()

    // The foreign one runs.
    def blobs = new File(folder, 'linux-arm64/oci/blobs/sha256')
    def manifest = new JsonSlurper().parse(new File(blobs, platforms['linux/arm64'].substring(7)))
    manifest.layers.each {
        run('tar', '-xzf', new File(blobs, it.digest.substring(7)).path, '-C', root.path, '--no-same-owner')
    }
    def said = run('qemu-aarch64-static', '-L', root.path, "${root}/usr/local/bin/python3.13".toString(), '-I', new File(basedir, 'check.py').path)
    assert said.contains('aarch64 imports')
} finally {
    context.registry.close()
    // Groovy's deleteDir() would follow the image's links out of the folder.
    FileUtils.deleteDirectory(root)
    FileUtils.deleteDirectory(engine.toFile())
}
