import groovy.json.JsonSlurper
import io.github.weepython.maven.MavenRun
import java.util.zip.GZIPInputStream
import java.util.zip.GZIPOutputStream

try {
    def verdict = { new JsonSlurper().parse(new File(basedir, 'target/wee/rebuild.json')) }
    def image = new JsonSlurper().parse(new File(basedir, 'target/wee/image.json'))
    def log = new File(basedir, 'build.log').text
    // By the profile beside the image, in a cache that had nothing.
    assert log.contains('Optimized by the profile beside the image')
    assert log.findAll(/Compiling: instrumented build( \(about [^)\n]*\))?\n/).size() <= 1
    assert verdict().reproduced && !verdict().differences
    assert verdict().rebuilt == new File(basedir, 'target/wee/image.digest').text.trim()
    ['sbom.cdx.json', 'sbom.spdx.json', 'provenance.slsa.json', 'vex.openvex.json'].each {
        assert new File(basedir, "target/wee/rebuild/image/${it}").bytes == new File(basedir, "target/wee/${it}").bytes : it
    }
    println "  reproduced: ${verdict().rebuilt}"

    // One word of one file of one layer, in the registry's own storage.
    def layer = image.layers.find { it.title == 'standard library' }.digest - 'sha256:'
    def stored = new File(basedir, "registry/storage/docker/registry/v2/blobs/sha256/${layer[0..1]}/${layer}/data")
    def tar = new GZIPInputStream(new ByteArrayInputStream(stored.bytes)).bytes
    def text = new String(tar, 'ISO-8859-1')
    def word = 'A. HISTORY OF THE SOFTWARE'
    assert text.contains(word)
    new GZIPOutputStream(stored.newOutputStream()).withCloseable { it.write(text.replace(word, word.toLowerCase()).getBytes('ISO-8859-1')) }
    def name = "127.0.0.1:${context.registry.port()}/team/python:3.13.5-wee-optimized-lto".toString()
    def said = MavenRun.start(basedir, localRepositoryPath, 'tampered', [:],
        ['wee:rebuild', "-Dwee.reference=${name}", '-Dwee.trust.key=sign.pub', '-Dwee.cache=target/empty']).log(false)
    assert !verdict().reproduced
    assert said.contains("layer 3, sha256:${layer}, is damaged in the registry")
    assert said.contains('/usr/local/lib/python3.13/LICENSE.txt has SHA-256 ')
    println "  tampered with: ${verdict().differences[0]}"
} finally {
    context.registry.close()
}
return true
