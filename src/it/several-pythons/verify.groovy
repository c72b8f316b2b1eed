import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

def json = { path -> new JsonSlurper().parse(new File(basedir, "target/wee/${path}")) }
def log = new File(basedir, 'build.log').text

// Both Pythons, each in a folder of its own, by the release that the series became.
def images = json('images.json').images
assert images.size() == 2
assert images*.python[0] == '3.13.5'
def newest = images[1].python
assert newest ==~ /3\.14\.\d+/
assert images*.tags == [['3.13.5-wee-again'], ["${newest}-wee-again".toString()]]
assert images*.folder == ['3.13.5', newest]
assert log.contains("CPython 3.14 is ${newest}, its newest release that is available and verified")
// The log says so to whoever looks the release up first, which may be another project.
assert new File(basedir, "target/wee/${newest}/rebuild.lock").text.contains("wee's table of known releases")

// The base is one layer for both.
def layers = images.collect { image ->
    def hex = image.digest.replace('sha256:', '')
    json("${image.folder}/oci/blobs/sha256/${hex}").layers*.digest
}
assert layers[0][0] == layers[1][0]
assert layers[0] != layers[1]

// Every module of each works.
def reports = new File(basedir, 'target/wee/verify').listFiles().findAll { it.name.endsWith('.xml') }
assert reports.size() == 2
reports.each { assert new XmlSlurper().parse(it).@failures == '0' }
def newer = new XmlSlurper().parse(reports.find { it.name.contains(newest) })
def passed = newer.testcase.findAll { it.skipped.isEmpty() }.collect { it.@name.text() }
assert ['compression.zstd', '_zstd', 'annotationlib', 'string.templatelib', 'concurrent.interpreters'].every { it in passed }

// One report of both.
assert new File(basedir, 'target/wee/report.html').text.contains(newest)

assert log.contains("<tags> would give two images of this build the tag 'python'")
assert log.contains('No release of CPython 3.16 is available and verified')
assert log.count('BUILD FAILURE') == 2

return true
