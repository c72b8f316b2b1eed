import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper
import io.github.weepython.maven.OwnCache
import io.github.weepython.maven.daemon.DockerDaemon
import java.nio.file.Files
import org.codehaus.plexus.util.FileUtils

def log = new File(basedir, 'build.log').text
def reports = { folder -> new File(basedir, "target/${folder}/verify").listFiles().findAll { it.name.endsWith('.xml') }.sort() }

// Every module and everything else, on both bases.
def good = reports('wee')
assert good*.name == ['TEST-3.13.5-wee-debian.xml', 'TEST-3.13.5-wee-distroless.xml']
good.each { file ->
    def suite = new XmlSlurper().parse(file)
    assert suite.@failures == '0'
    def passed = suite.testcase.findAll { it.skipped.isEmpty() }.collect { it.@classname.text() + ' ' + it.@name.text() }
    assert passed.size() > 500
    ['imports json.tool', 'imports _ssl', 'imports encodings.idna', 'image TLS handshake', 'image time zones of zoneinfo',
     'image locale', 'image no bytecode is written', 'image pip installs a local wheel'].each { assert it in passed }
    assert "command python3 listens on port 8080 as user 65532:65532 with a read-only root" in passed
    // In base debian, by compilers that are installed in the image itself.
    assert (file.name.contains('debian') ? 'image extensions in C and C++ are built and imported in the image'
        : "image a C extension that the suite's gcc has built is imported") in passed
}

// Both faults and the program that writes to its root, and nothing else.
def bad = new XmlSlurper().parse(reports('broken')[0])
assert bad.testcase.findAll { !it.failure.isEmpty() }.collect { it.@name.text() } ==
    ["python3 ends with status 0 as user 65532:65532 with a read-only root", 'wavy', 'no bytecode is written']
def command = bad.testcase.find { it.@classname.text() == 'command' }.failure
assert command.@message == 'it ended with status 1, not 0'
assert ['before', 'Read-only file system'].every { command.text().contains(it) }
def written = bad.testcase.find { it.@name.text() == 'no bytecode is written' }.failure.text()
assert ['wavy', 'late'].every { written.contains("/__pycache__/${it}.cpython-313.pyc") }
assert log =~ /(?s)status 0 as user 65532:65532[^\n]*\n(\S+ )? {4}.{0,400}Read-only file system/
assert log.contains('3 checks failed in what was built')
assert log.contains('imports wavy: RuntimeError: broken on purpose')

// What is refused is refused before a compile.
assert log.contains('<configureArgs> or -Dwee.configureArgs has --without-docstrings, which the configure script of CPython 3.13.5 does not know. Similar ones: ')
assert log.contains('The patch late.patch does not apply to this source. patch(1) said:')
assert log.contains('Hunk #1 FAILED at 1.')
assert log.contains('-no such line is in it')
assert !log.contains('Compiling: configure')

// Debian's fixes are in the build: told in the log, in patches.json, in the label and in the SBOM.
def patches = new JsonSlurper().parse(new File(basedir, 'target/wee/patches.json'))
assert patches.any { it.name == 'CVE-2025-11468.patch' && it.cves == ['CVE-2025-11468'] && it.from.startsWith('Debian 3.13.5-') }
assert log.contains("${patches.size()} patches to CPython, ${patches.size()} of them from Debian's 3.13.5-")
def sbom = new JsonSlurper().parse(new File(basedir, 'target/wee/distroless/sbom.cdx.json'))
def python = sbom.components.find { it.purl == 'pkg:generic/python@3.13.5' }
assert python.pedigree.patches.size() == patches.size()
assert python.pedigree.patches*.resolves.flatten()*.id.contains('CVE-2025-11468')

// The SBOM names the packages that the image records, each with the digest of its file, in both forms.
['distroless': 'var/lib/dpkg/status.d/*', 'debian': 'var/lib/dpkg/status'].each { base, recordFiles ->
    def built = new File(basedir, "target/wee/${base}")
    def layer = new JsonSlurper().parse(new File(built, 'image.json')).layers[0].digest.replace('sha256:', 'oci/blobs/sha256/')
    def records = ['tar', '-xzOf', new File(built, layer).path, '--wildcards', '--exclude=*.md5sums', recordFiles].execute().text
    def field = { String name -> (records =~ "(?m)^${name}: (.+)\$").collect { it[1] } }
    def recorded = [field('Package'), field('Version')].transpose().collect { it.join(' ') }.sort()
    def cyclonedx = new JsonSlurper().parse(new File(built, 'sbom.cdx.json'))
    def parts = cyclonedx.components
    def debs = parts.findAll { it.purl?.startsWith('pkg:deb/') }
    assert debs.collect { "${it.name} ${it.version}".toString() }.sort() == recorded
    assert debs.every { it.hashes[0].content ==~ /[0-9a-f]{64}/ }
    assert parts.find { it.name == 'mpdecimal' } && parts.find { it.name == 'pip' }.hashes
    def spdx = new JsonSlurper().parse(new File(built, 'sbom.spdx.json'))
    assert spdx.packages.collect { "${it.name} ${it.versionInfo}".toString() }.containsAll(recorded)
    assert spdx.files.size() == cyclonedx.metadata.component.components.size()
}

// One of them by what it does: the same interpreter with upstream's own file in its place.
def folder = Files.createTempDirectory('wee')
def daemon = DockerDaemon.start(folder)
try {
    def docker = { Object... words -> daemon.docker(words*.toString() as String[]) }
    def image = 'example/python:3.13.5-wee-distroless'
    docker('load', '-i', "${basedir}/target/wee/distroless/image.tar")
    assert docker('image', 'inspect', '--format', '{{index .Config.Labels "io.github.weepython.patches"}}', image)
            .split(' ') as List == patches*.name
    def run = ['run', '--rm', '--network', 'none', '-v', "${basedir}/comments.py:/comments.py:ro"]
    assert docker(*run, image, 'python', '/comments.py') == 'kept'
    def lib = 'lib/python3.13/email/_header_value_parser.py'
    def upstream = new File(basedir, 'upstream.py')
    upstream.text = upstreams('Lib/email/_header_value_parser.py')
    // Its bytecode would be believed without a look at the source: an empty file is none.
    def bytecode = 'lib/python3.13/email/__pycache__/_header_value_parser.cpython-313.pyc'
    assert docker(*run, '-v', "${upstream}:/usr/local/${lib}:ro", '-v', "/dev/null:/usr/local/${bytecode}:ro", image, 'python', '/comments.py') == 'lost'
} finally {
    daemon.close()
    FileUtils.deleteDirectory(folder.toFile())
}

/** A file of the release, as upstream signed it, from the cache of this run. */
def upstreams(String path) {
    def cache = OwnCache.shared(basedir).resolve('wee').toFile()
    def tarball = new File(cache, 'download').listFiles().collect { new File(it, 'data') }.find {
        it.length() > (15 << 20) && 'tar -tf'.split().plus(it.path).execute().with { p ->
            def first = p.inputStream.newReader().readLine()
            p.destroy()
            first == 'Python-3.13.5/'
        }
    }
    assert tarball != null
    return ['tar', '-xOf', tarball.path, "Python-3.13.5/${path}".toString()].execute().text
}
