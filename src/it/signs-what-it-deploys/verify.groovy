import io.github.weepython.maven.publish.Tool

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

    // No key, nor any word of one, in what was written or told.
    def secret = new File(basedir, 'sign.key').readLines()[1]
    def log = new File(basedir, 'build.log').text
    assert !log.contains(secret)
    new File(basedir, 'target').eachFileRecurse { file -> assert file.directory || file.length() > 1 << 20 || !file.getText('ISO-8859-1').contains(secret) : file }

    // What wee itself says of it.
    def report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/wee/verify-image.json'))
    assert report.trusted
    def outcome = { String check -> report.checks.findAll { it.check == check }*.outcome }
    ['signature', 'sbom', 'provenance', 'vex', 'layers', 'sbom content', 'inputs'].each { assert outcome(it) == ['ok'] : it }

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
