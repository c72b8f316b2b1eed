import groovy.json.JsonSlurper
import groovy.xml.XmlSlurper

try {
    def text = { String name -> new File(basedir, name).text }
    def runs = text('build.log').split('Scanning for projects').drop(1)
    assert runs.length == 5 : runs.length
    def says = { int run, List lines -> lines.each { assert runs[run].contains(it) : "run ${run + 1} does not say: ${it}" } }
    def digest = { String folder -> text("target/${folder}/image.digest") }

    // By the lock alone: the same image, though nothing was left in the pool, and Debian's indexes were not read again.
    assert digest('later') == digest('wee')
    assert text('target/later/provenance.slsa.json') == text('target/wee/provenance.slsa.json')
    def asked = context.archive.asked()
    def gone = asked.findAll { it.startsWith('/gone/') }
    assert gone.any { it.endsWith('.deb') } && gone.any { it.endsWith('/python3.13_3.13.5.orig.tar.xz') }
    assert !gone.any { it.contains('/dists/') }
    assert asked.any { it.startsWith("/archive/debian/${context.archive.time()}/pool/") && it.contains('libc-bin_2.41-1_') }
    // As on any machine that shares interpreters, nothing is compiled.
    assert runs[1].contains('Downloading') && !runs.any { it.contains('Compiling') }

    says(2, ['This build is locked (-Dwee.locked), and', 'wee.lock lacks what the pom asks for:', ': <base> asks for debian', 'Run mvn wee:lock and commit the file'])

    // What the refresh changed; it is as old as the stand-in has it.
    def refreshed = (runs[3] =~ /base distroless: up libc-bin 2\.41-1 -> (\S+), fixes CVE-.*CVE-2025-4802/)
    assert refreshed : 'no word of libc-bin'
    def version = refreshed[0][1]
    assert runs[3] =~ /base distroless: 22 packages of .* MB, were 22 of/
    assert digest('now') != digest('wee')

    // The images, as Markdown for the release note.
    def images = ["package up: libc-bin 2.41-1 -> ${version}".toString(), "vulnerability fixed: CVE-2026-1111 in glibc ${version} (high)".toString(),
        "open in Debian's packages: 1, was 2", 'file changed: /var/lib/dpkg/status.d/libc-bin']
    says(3, images)
    def markdown = text('target/images.md').readLines()
    assert markdown[0] == '## Changes from target/wee to target/now'
    images.each { line -> assert markdown.any { it.replace('\\', '').startsWith("- ${line}") } : line }
    // The locks, as HTML: the one beside the image is a lock as well.
    def html = new XmlSlurper().parseText(text('target/locks.html').replaceFirst('<!DOCTYPE html>', '').replaceFirst('<meta charset="utf-8">', ''))
    assert html.h1.text() == 'Changes from rebuild.lock to wee.lock'
    assert html.ul.li*.text().any { it.contains("base distroless: up libc-bin 2.41-1 -> ${version}, fixes CVE-") }
    assert html.ul.li*.text().contains("vulnerability fixed: CVE-2026-1111 in glibc ${version} (high)".toString())

    // What is open: within the budget, and beyond it.
    def audit = { String folder -> new JsonSlurper().parse(new File(basedir, "target/${folder}/audit.json")).images[0] }
    assert audit('now').open*.id == ['CVE-2026-2222']
    assert audit('now').patched.contains('CVE-2026-6019')
    assert audit('wee').open.collect { [it.id, it.severity, it.packages] } == [['CVE-2026-1111', 'high', ['libc-bin']], ['CVE-2026-2222', 'medium', ['netbase']]]
    says(3, ['medium    CVE-2026-2222  netbase'])
    says(4, ['vulnerabilities that are more severe than <maxSeverity>', 'CVE-2026-1111 (high) in glibc 2.41-1, fixed in 2.41-3'])
    assert !runs.any { it.contains('\tat io.github.weepython') }
} finally {
    context.archive.close()
}
return true
