import io.github.weepython.maven.publish.Tool

try {
    def log = new File(basedir, 'build.log').text
    def digest = new File(basedir, 'target/wee/image.digest').text.trim()
    def image = "127.0.0.1:${context.registry.port()}/team/python:3.13.5-wee"
    def manifest = Tool.run('skopeo', 'inspect', '--raw', '--tls-verify=false', "docker://${image}".toString())
    assert 'sha256:' + manifest.digest('SHA-256') == digest

    // The first sends all layers and the config, the second finds them there.
    assert log.contains("127.0.0.1:${context.registry.port()}/team/python@${digest}: 5 blobs sent")
    assert log.readLines().count { it.contains('blobs sent') } == 1
    assert log.contains("Nothing to push: 127.0.0.1:${context.registry.port()}/team/python:3.13.5-wee")
} finally {
    context.registry.close()
}
