import io.github.weepython.maven.publish.Tool

try {
    def log = new File(basedir, 'build.log').text
    def digest = new File(basedir, 'target/wee/image.digest').text.trim()
    def image = "127.0.0.1:${context.registry.port()}/team/python:3.13.5-wee"
    def manifest = Tool.run('skopeo', 'inspect', '--raw', '--tls-verify=false', "docker://${image}".toString())
    assert 'sha256:' + manifest.digest('SHA-256') == digest

    def pushes = log.readLines().findAll { it.contains('blobs sent') }
    assert pushes.size() == 2
    assert pushes[0].contains(digest) && !pushes[0].contains(' 0 blobs sent')
    assert pushes[1].contains(digest) && pushes[1].contains(' 0 blobs sent')
} finally {
    context.registry.close()
}
