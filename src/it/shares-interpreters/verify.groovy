import io.github.weepython.maven.MavenRepositoryServer
import io.github.weepython.maven.MavenRun
import org.codehaus.plexus.util.FileUtils

def word = 'kF7-repository-word'
def team = new File(basedir, 'repository')
def server = MavenRepositoryServer.start(team.toPath(), word)
try {
    def log = new File(basedir, 'build.log').text
    def digest = { String folder -> new File(basedir, "${folder}/image.digest").text }
    assert !log.contains('Compiling')
    assert log.contains('Deployed the interpreter wee 3.13.5-')
    def found = []
    team.eachFileRecurse { if (it.name.endsWith('.tar.zst')) found << it }
    assert found.size() == 1
    def artifact = found[0]
    assert artifact.path.contains('/repository/io/github/weepython/interpreters/wee/3.13.5-')

    // Other machines: an empty cache, and a local Maven repository that knows of no interpreter.
    def settings = { String password ->
        def file = new File(basedir, "settings-${password == word ? 'good' : 'bad'}.xml")
        file.text = "<settings><servers><server><id>team</id><username>${MavenRepositoryServer.USER}</username><password>${password}</password></server></servers></settings>"
        file
    }
    def runs = []
    def run = { String name, String password, List arguments ->
        runs << name
        MavenRun.start(basedir, localRepositoryPath, name, [XDG_CACHE_HOME: "${basedir}/cache".toString(), DOCKER_HOST: "unix://${basedir}/none".toString()],
            ['-gs', settings(password), '-X', "-Dwee.interpreterCache=team::${server.url()}", "-Dwee.output=target/${name}"] + arguments)
    }
    def forget = { boolean repositoryToo ->
        ['install-tree', 'layer'].each { FileUtils.deleteDirectory(new File(basedir, "cache/wee/${it}")) }
        if (repositoryToo) {
            FileUtils.deleteDirectory(new File(localRepositoryPath, 'io/github/weepython/interpreters'))
        }
    }
    def same = { String name, List arguments ->
        def said = run(name, word, arguments).log(true)
        assert said.contains('Found it: nothing is compiled')
        assert !said.contains('Compiling:')
        assert !said.contains('of the build root')
        assert digest("target/${name}") == digest('target/wee')
    }
    same('elsewhere', ['package', '-Dwee.trust.key=sign.pub'])
    // Offline, as any artifact: what was downloaded once is there.
    forget(false)
    same('offline', ['-o', 'package'])

    // Nobody can compile here, so that a warning is all that comes before the end.
    def refused = { String name, String password, List arguments ->
        forget(true)
        run(name, password, ['package', '-Dwee.compiler=docker'] + arguments).log(false)
    }
    def compiling = { String said -> assert said.contains('so the interpreter is compiled') && said.contains(new File(basedir, 'none').path); said }
    assert compiling(refused('offline-without', word, ['-o'])).contains('Maven is offline (-o), and the interpreter of team')
    assert compiling(refused('wrong-password', 'wrong', [])).contains("team (${server.url()}) can't be queried")

    // Signed by somebody, but not by whom this machine trusts.
    def unsigned = { String name, String key ->
        def said = refused(name, word, ["-Dwee.trust.key=${key}"])
        assert said.contains("team (${server.url()}) has the interpreter wee 3.13.5-") && said.contains('which is refused')
        assert said.contains('there is no signature of it')
        assert !said.contains('so the interpreter is compiled')
    }
    unsigned('other-key', 'other.pub')

    // Another key is added to what is there, and then either will do.
    run('push-other', word, ['-Dwee.output=target/wee', 'wee:push', '-Dwee.sign.key=other.key', "-Dwee.image=127.0.0.1:${context.registry.port()}/team/python"]).log(true)
    forget(true)
    same('other-key-too', ['package', '-Dwee.trust.key=other.pub'])

    // By somebody who may deploy, and so makes checksums that match, but has no key.
    def put = { File file, byte[] bytes ->
        file.bytes = bytes
        ['SHA-1', 'MD5'].each { new File("${file}.${it.replace('-', '').toLowerCase()}").text = bytes.digest(it) }
    }
    def forged = { String name, String why ->
        def said = refused(name, word, ['-Dwee.trust.key=sign.pub'])
        assert said.contains("team (${server.url()}) has the interpreter wee 3.13.5-") && said.contains('which is refused')
        assert said.contains(why)
        assert !said.contains('so the interpreter is compiled')
    }
    def whole = artifact.bytes
    def forgery = whole.clone()
    forgery[forgery.length.intdiv(2)] ^= 1
    put(artifact, forgery)
    forged('archive-changed', 'what is signed is sha256:')
    put(artifact, whole)
    def signatures = artifact.parentFile.listFiles().findAll { it.name.endsWith('.sigstore.json') }
    assert signatures.size() == 2
    def bundles = signatures.collect { it.bytes }
    signatures.eachWithIndex { file, i -> put(file, bundles[1 - i]) }
    forged('signatures-swapped', 'it is signed by')
    signatures.each { file -> artifact.parentFile.listFiles().findAll { it.name.startsWith(file.name) }.each { it.delete() } }
    forged('signatures-removed', 'there is no signature of it')

    // One byte, with and without the checksums that the repository keeps beside.
    def good = artifact.bytes
    def bad = good.clone()
    bad[bad.length.intdiv(2)] ^= 1
    artifact.bytes = bad
    ['changed', 'changed-with-checksums'].each { name ->
        def said = refused(name, word, [])
        assert said.contains("team (${server.url()}) returned something other than the interpreter that was deployed there")
        assert !said.contains('so the interpreter is compiled')
        ['SHA-1', 'MD5'].each { new File("${artifact}.${it.replace('-', '').toLowerCase()}").text = bad.digest(it) }
    }

    // No checksums at all: that is nobody's doing.
    artifact.bytes = good
    ['sha1', 'md5'].each { new File("${artifact}.${it}").delete() }
    assert compiling(refused('without-checksums', word, [])).contains('no checksums available')

    // Another job deploys what this one's first run laid out; the images are there already.
    FileUtils.deleteDirectory(team)
    def push = { String name, String password -> run(name, password, ["-Dwee.output=target/wee", 'wee:push', "-Dwee.image=127.0.0.1:${context.registry.port()}/team/python"]) }
    def told = push('push-without', 'wrong').log(false)
    assert told.contains('could not be deployed to team') && told.contains('wee:push')
    assert push('push', word).log(true).contains('Deployed the interpreter wee 3.13.5-')
    assert artifact.bytes == good
    unsigned('unsigned', 'sign.pub')
    assert push('push-again', word).log(true).contains("Nothing to deploy: team (${server.url()}) has the interpreter wee 3.13.5-")

    // Not even Maven's debug log has the password.
    runs.each { assert !new File(basedir, "${it}.log").text.contains(word) : it }
} finally {
    server.close()
    context.registry.close()
}
return true
