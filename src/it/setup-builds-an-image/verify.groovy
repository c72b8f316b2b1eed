import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
def wee = new File(basedir, 'target/wee')
def oci = new File(wee, 'oci')
def blob = { String digest -> new File(oci, 'blobs/sha256/' + digest.substring('sha256:'.length())) }
def sha256 = { File file -> 'sha256:' + file.bytes.digest('SHA-256') }

// The digest, the id and the files say the same, and every blob is what its name says.
def digest = new File(wee, 'image.digest').text.trim()
def index = new JsonSlurper().parse(new File(oci, 'index.json'))
assert index.manifests*.digest == [digest]
def manifest = new JsonSlurper().parse(blob(digest))
assert manifest.config.digest == new File(wee, 'image.id').text.trim()
([digest, manifest.config.digest] + manifest.layers*.digest).each { assert sha256(blob(it)) == it }

def config = new JsonSlurper().parse(blob(manifest.config.digest))
assert config.config.Cmd == ['python3']
assert config.config.Env.containsAll(['LANG=C.UTF-8', 'PYTHON_VERSION=3.13.5'])
assert config.created == '2026-01-01T00:00:00Z'
assert config.rootfs.diff_ids.size() == manifest.layers.size()

// What skopeo makes of the tar is the image that the layout holds.
def byTar = ['skopeo', 'inspect', '--config', '--raw', "docker-archive:${wee}/image.tar"]*.toString().execute()
def configOfTar = byTar.inputStream.bytes
assert byTar.waitFor() == 0
assert 'sha256:' + configOfTar.digest('SHA-256') == manifest.config.digest

// The second run did nothing of what takes time.
def runs = log.split('Total time')
assert runs.length == 5
def did = { String run, String... what -> what.findAll { run.contains(it) } }
assert did(runs[1], 'Compiling', 'Unpacking', 'Downloading', 'Resolving', 'Packing') == []
assert runs[1].contains('example/python:3.13.5-wee@' + digest)

// A later commit's image is another, of the same layers: none is packed, and none would be pushed again.
def image = { String output, String base ->
    new JsonSlurper().parse(new File(basedir, "target/${output}/${base}/image.json"))
}
['distroless', 'debian'].each { base ->
    assert image('later-still', base).digest != image('later', base).digest
    assert image('later-still', base).layers*.digest == image('later', base).layers*.digest
}
assert did(runs[3], 'Compiling', 'Unpacking', 'Configuring', 'Downloading', 'Resolving', 'Packing') == []
