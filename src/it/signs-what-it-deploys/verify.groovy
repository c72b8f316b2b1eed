import com.github.luben.zstd.ZstdInputStream
import groovy.io.FileType
import io.github.weepython.maven.publish.Tool
import java.util.zip.GZIPInputStream
import java.util.zip.GZIPOutputStream

try {
    def image = "127.0.0.1:${context.registry.port()}/team/python:3.13.5-wee".toString()
    def cosign = { String goal, String key, String... more ->
        def words = ['cosign', goal, '--key', new File(basedir, key).path, '--insecure-ignore-tlog', '--allow-http-registry']
        Tool.run((words + more.toList() + [image]) as String[])
    }
    cosign('verify', 'sign.pub')
    def types = ['slsaprovenance1', 'cyclonedx', 'spdxjson', 'openvex']
    types.each { cosign('verify-attestation', 'sign.pub', '--type', it) }

    // Another key is refused, for the image and for each attestation.
    def refused = { Closure work ->
        try {
            work()
        } catch (AssertionError expected) {
            return true
        }
        false
    }
    assert refused { cosign('verify', 'other.pub') }
    types.each { type -> assert refused { cosign('verify-attestation', 'other.pub', '--type', type) } }

    // Neither key nor password, as text or as bytes, in what was written, packed, pushed or told.
    def password = 'Sesame-0pen-4711'
    def plain = new String(Tool.run('openssl', 'pkey', '-in', new File(basedir, 'sign.key').path, '-passin', 'pass:' + password), 'ISO-8859-1').readLines()
    def der = plain.findAll { !it.startsWith('-----') }.join('').decodeBase64()
    def secrets = [
        password,
        password.bytes.encodeBase64().toString().replace('=', ''),
        new File(basedir, 'sign.key').readLines()[1],
        plain[1],
        new String(der, 36, 32, 'ISO-8859-1') // the number that is the key (RFC 5915, RFC 5958)
    ]
    def leaks = { InputStream stream ->
        int most = secrets*.length().max()
        byte[] buffer = new byte[1 << 20]
        String rest = ''
        boolean found = false
        stream.withCloseable { input ->
            for (int n = input.read(buffer); n >= 0; n = input.read(buffer)) {
                String text = rest + new String(buffer, 0, n, 'ISO-8859-1')
                if (secrets.any { text.contains(it) }) {
                    found = true
                }
                rest = text.substring(Math.max(0, text.length() - most))
            }
        }
        found
    }
    // What a file holds: of a compressed one its content.
    def opened = { File file ->
        def input = new BufferedInputStream(new FileInputStream(file))
        input.mark(4)
        def head = input.readNBytes(4).encodeHex().toString()
        input.reset()
        head.startsWith('1f8b') ? new GZIPInputStream(input) : head == '28b52ffd' ? new ZstdInputStream(input) : input
    }
    // That it would find them.
    def bait = new File(basedir, 'bait.gz')
    bait.withOutputStream { out -> new GZIPOutputStream(out).withCloseable { it << ('.' * (1 << 20)) + plain[1] } }
    assert leaks(opened(bait)) && !leaks(new FileInputStream(bait))
    def log = new File(basedir, 'build.log').text
    assert !leaks(new FileInputStream(new File(basedir, 'build.log')))
    int layers = 0
    ['target', 'registry'].each { folder ->
        new File(basedir, folder).eachFileRecurse(FileType.FILES) { file ->
            assert !leaks(new FileInputStream(file)) : file
            def content = opened(file)
            if (!(content instanceof BufferedInputStream)) {
                layers++
            }
            assert !leaks(content) : file
        }
    }
    assert layers > 0

    // What wee itself says of it.
    def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/wee/verify-image.json'))
    assert report.trusted
    def outcome = { String check -> report.checks.findAll { it.check == check }*.outcome }
    ['signature', 'sbom', 'provenance', 'vex', 'layers', 'sbom content', 'spdx', 'spdx content', 'inputs'].each { assert outcome(it) == ['ok'] : it }

    // The rebuild has the same digest, which is attested beside the image.
    def rebuild = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/wee/rebuild.json'))
    assert rebuild.reproduced && !rebuild.differences
    assert rebuild.rebuilt == new File(basedir, 'target/wee/image.digest').text.trim()
    cosign('verify-attestation', 'sign.pub', '--type', 'https://slsa.dev/verification_summary/v1')
    ['sbom.cdx.json', 'sbom.spdx.json', 'provenance.slsa.json', 'vex.openvex.json'].each {
        assert new File(basedir, "target/wee/rebuild/image/${it}").text == new File(basedir, "target/wee/${it}").text : it
    }

    // A key of another kind is named, and why it can't sign.
    assert log.readLines().any { it.contains('ERROR') && it.contains('rsa.key') }
    assert !log.contains('\tat io.github.weepython')
} finally {
    context.registry.close()
}
