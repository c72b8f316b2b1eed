// docs/releasing.md up to the upload, in a copy of the repository, with a key for this rehearsal alone.
import groovy.xml.XmlSlurper
import io.github.weepython.maven.publish.Tool
import java.nio.file.Files
import java.time.LocalDate
import org.codehaus.plexus.util.FileUtils

def top = new File(basedir, '../../..').canonicalFile
def copy = new File(basedir, 'target/wee')
// GnuPG's socket must have a short path.
def keys = Files.createTempDirectory('wee')
def sh = { boolean success, String command ->
    def log = File.createTempFile('step', '.log', basedir)
    def process = new ProcessBuilder('bash', "${top}/src/it/stranger.sh", "${basedir}/target/home",
        new File(basedir.parentFile, 'interpolated-settings.xml').path, System.getProperty('maven.home'), 'bash', '-c', "set -e; ${command}")
        .directory(copy).redirectErrorStream(true).redirectOutput(log)
    process.environment() << [GNUPGHOME: keys.toString(), RELEASE_DATE: '2026-12-24']
    assert (process.start().waitFor() == 0) == success : "${command}, see ${log}:\n${log.text}"
    log.text
}
copy.mkdirs()
try {
    sh(true, """git init -q -b main . && git config user.name wee && git config user.email wee@example.com
        (cd '${top}' && git ls-files -z --cached --others --exclude-standard | tar -c --null -T -) | tar -x
        git add -A && git commit -qm all""")
    def snapshot = new XmlSlurper().parse(new File(copy, 'pom.xml')).version.text()
    assert sh(false, "src/release/prepare.sh ${snapshot}").contains("'${snapshot}' is a snapshot")
    assert sh(false, 'touch new && src/release/prepare.sh 7.0.0').contains('the work tree has changes')
    sh(true, 'rm new && src/release/prepare.sh 7.0.0')
    assert sh(false, 'src/release/prepare.sh 7.0.0').contains('the tag v7.0.0 exists already')
    assert sh(false, 'src/release/prepare.sh 7.1.0').contains('nothing under [Unreleased]')
    assert new XmlSlurper().parse(new File(copy, 'pom.xml')).version == '7.1.0-SNAPSHOT'

    sh(true, "git checkout -q v7.0.0 && gpg --batch --passphrase '' --quick-gen-key 'wee <wee@example.com>' rsa3072 sign 1d")
    assert sh(false, "git grep -n -F '${snapshot}'").empty
    assert new File(copy, 'CHANGELOG.md').text.contains('\n## [7.0.0] - 2026-12-24\n')
    sh(true, 'mvn -B -Prelease -Dmaven.test.skip clean deploy')

    def staged = new File(copy, 'target/staging/io/github/weepython/wee-maven-plugin/7.0.0')
    ['.pom', '.jar', '-sources.jar', '-javadoc.jar', '-cyclonedx.json', '-cyclonedx.xml'].each { ending ->
        def file = new File(staged, "wee-maven-plugin-7.0.0${ending}")
        assert file.length() > 0 : file
        assert new File("${file}.sha1").text == file.bytes.digest('SHA-1') && new File("${file}.md5").text == file.bytes.digest('MD5')
        sh(true, "gpg --batch --verify '${file}.asc' '${file}'")
    }
    // https://central.sonatype.org/publish/requirements/
    def pom = new XmlSlurper().parse(new File(staged, 'wee-maven-plugin-7.0.0.pom'))
    [pom.name, pom.description, pom.url, pom.licenses.license.name, pom.licenses.license.url, pom.developers.developer.name,
     pom.scm.connection, pom.scm.developerConnection, pom.scm.url].each { assert it.text() }
    assert pom.scm.tag == 'v7.0.0'
    assert pom.dependencies.dependency.findAll { !(it.scope.text() in ['provided', 'test']) }.isEmpty() // all in one jar
    def sbom = new File(staged, 'wee-maven-plugin-7.0.0-cyclonedx.json').text
    ['jib-core', 'bcpg-jdk18on', 'kubernetes-client', 'zstd-jni'].each { assert sbom.contains("/${it}@") : it }
    def sources = new String(Tool.run('unzip', '-l', "${staged}/wee-maven-plugin-7.0.0-sources.jar".toString()))
    assert sources.contains('io/github/weepython/maven/package-info.java') || sources.contains('BuildMojo.java')
} finally {
    new ProcessBuilder('gpgconf', '--homedir', keys.toString(), '--kill', 'gpg-agent').start().waitFor()
    FileUtils.deleteDirectory(keys.toFile())
}
return true
