import groovy.json.JsonSlurper

context.index.stop(0)
def log = new File(basedir, 'build.log').text
def site = { String folder ->
    def oci = new File(basedir, "target/${folder}/oci")
    def read = { String digest -> new File(oci, 'blobs/sha256/' + digest.substring('sha256:'.length())) }
    def manifest = new JsonSlurper().parse(read(new JsonSlurper().parse(new File(oci, 'index.json')).manifests[0].digest))
    manifest.layers.last()
}
// Whenever, from wherever and with or without pip in the image, it is one layer.
assert site('wee').digest == site('again').digest
assert site('wee').digest == site('index').digest
assert site('wee').digest == site('lock').digest

def oci = new File(basedir, 'target/wee/oci/blobs/sha256')
def tar = new File(basedir, 'site.tar')
tar.withOutputStream { out ->
    new java.util.zip.GZIPInputStream(new File(oci, site('wee').digest.substring('sha256:'.length())).newInputStream()).withCloseable { out << it }
}
def run = { Object... words ->
    def process = new ProcessBuilder(words*.toString() as String[]).redirectErrorStream(true).start()
    def said = process.inputStream.text
    assert process.waitFor() == 0 : said
    said
}
def names = run('tar', '-tf', tar).readLines()
def library = 'usr/local/lib/python3.13/site-packages'
assert names.containsAll(["${library}/tool.py", "${library}/shared.py", "${library}/__pycache__/tool.cpython-313.pyc", 'usr/local/bin/tool']*.toString())
assert !names.any { it.contains('direct_url') || it.startsWith('wee') || it.startsWith('tmp') }
def file = { String name -> run('tar', '-xOf', tar, name) }
assert file('usr/local/bin/tool').startsWith('#!/usr/local/bin/python3\n')
// The wheel's own hashes, and those of what pip added.
def record = file("${library}/tool-1.5.dist-info/RECORD")
assert record.readLines().any { it ==~ /tool\.py,sha256=\S+,\d+/ }
assert record.contains('../../../bin/tool,sha256=')
// No path of this machine, neither in files nor in compiled modules; an unchecked hash (PEP 552).
def all = tar.getText('ISO-8859-1')
[basedir.path, '/wee/', System.getProperty('user.home')].each { assert !all.contains(it) : it }
def compiled = new ProcessBuilder('tar', '-xOf', tar.path, "${library}/__pycache__/tool.cpython-313.pyc".toString()).start().inputStream.bytes
assert compiled[4] == 1
assert new String(compiled, 'ISO-8859-1').contains("/${library}/tool.py")

assert log.contains('No matching distribution found for shared>=1')
assert log.contains("No wheel of 'shared' in <wheelhouse> fits CPython 3.13")
assert log.contains('shared-1.0-cp313-cp313-macosx_11_0_arm64.whl')
assert log.contains("which the image's pip brings along already")
