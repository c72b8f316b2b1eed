// docs/moving-from-optimized-python-docker.md: what stands there is run as it stands, but for the names of
// servers. A command or element of the page that nothing here is said of fails, and so does the contrary.
import groovy.json.JsonSlurper
import io.github.weepython.maven.OwnCache
import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.daemon.DockerDaemon
import io.github.weepython.maven.fetch.SquidServer
import io.github.weepython.maven.publish.RegistryServer
import io.github.weepython.maven.publish.Tool
import java.nio.file.Files
import java.util.regex.Matcher
import org.codehaus.plexus.util.FileUtils

def text = new File(basedir, '../../../docs/moving-from-optimized-python-docker.md').text
def page = text.substring(0, text.indexOf('## Sizes'))
def said = (page =~ /`([^`]+)`/).collect { it[1] }
// That one has run already.
assert page.contains('\n    mvn io.github.weepython:wee-maven-plugin:init -Dwee.image=registry.example.com/team/python\n')
def commands = said.findAll { it.startsWith('mvn ') } as LinkedHashSet
def elements = said.findAll { it.startsWith('<') } as LinkedHashSet

def pom = new File(basedir, 'pom.xml')
def written = pom.text
def target = new File(basedir, 'target/wee')
def plugin = (written =~ '<artifactId>wee-maven-plugin</artifactId>\\s*<version>([^<]*)<')[0][1]
def number = 0
def cache = OwnCache.shared(basedir).toString()
def servers = Files.createTempDirectory('wee')
def registry = RegistryServer.start(Files.createDirectory(servers.resolve('registry')))
def squid = SquidServer.start()
def daemon = DockerDaemon.start(Files.createDirectory(servers.resolve('docker')))
try {
    def name = "127.0.0.1:${registry.port()}/team/python".toString()
    def here = written.replace('registry.example.com/team/python', name)
    pom.text = here
    def maven = { String command, boolean success ->
        def words = command.replace('proxy.example.com:3128', "127.0.0.1:${squid.port()}").split(' ').drop(1) as List
        number++
        MavenRun.start(basedir, new File(localRepositoryPath.path), "row-${number}", [DOCKER_HOST: daemon.tcp(), XDG_CACHE_HOME: cache], words)
                .log(success)
    }
    def run = { String command -> maven(command, true) }
    // What takes minutes is stopped, after everything else was looked at, by an option that no CPython has.
    def begins = { String command ->
        assert maven(command + ' -Dwee.configureArgs=--without-anything', false).contains('--without-anything, which the configure script of CPython 3.13.5 does not know.')
    }
    def image = { new JsonSlurper().parse(new File(target, 'image.json')) }
    def config = {
        def blob = { digest -> new File(target, 'oci/blobs/' + digest.replace(':', '/')) }
        new JsonSlurper().parse(blob(new JsonSlurper().parse(blob(image().digest)).config.digest)).config
    }
    def pushed = { String tag -> new String(Tool.run('skopeo', 'inspect', '--raw', '--tls-verify=false', "docker://${name}:${tag}".toString())).digest('SHA-256') }

    def rows = [
        'mvn package': {
            run(it)
            assert image().tags == ['3.13.5-wee'] && new File(target, 'image.tar').length() > 10_000_000
            assert new File(target, 'oci/index.json').exists()
        },
        'mvn package -Dwee.python=3.13.5': { run(it); assert 'PYTHON_VERSION=3.13.5' in config().Env },
        'mvn package -Dwee.flavour=wee-optimized': begins,
        'mvn package -Dwee.flavour=wee-optimized-lto': begins,
        'mvn package -Dwee.flavour=wee,wee-optimized': begins,
        'mvn package -Dwee.load': {
            run(it)
            assert daemon.docker('run', '--rm', '--network', 'none', "${name}:3.13.5-wee", 'python', '-V') == 'Python 3.13.5'
        },
        'mvn deploy': { run(it); assert 'sha256:' + pushed('3.13.5-wee') == image().digest },
        'mvn deploy -Dwee.skipBuild': { assert run(it).contains('Nothing to push') },
        'mvn package -Dwee.tagSuffix=-nightly': { run(it); assert image().tags == ['3.13.5-wee-nightly'] },
        'mvn package -Dwee.latest': { run(it); assert image().tags == ['3.13.5-wee', 'latest'] },
        // To its end by builds-for-two-platforms.
        'mvn deploy -Dwee.platforms=linux/amd64,linux/arm64': begins,
        // Anew, or the cache has it all.
        'mvn package -Dwee.pkgProxy=http://proxy.example.com:3128': { run(it + ' -U'); assert squid.accesses().any { it.contains('InRelease') } },
        'mvn wee:dockerfile': { run(it); assert new File(target, 'dockerfile/Dockerfile').exists() },
    ]
    def within = { String element ->
        pom.text = here.replaceFirst('<artifactId>wee-maven-plugin</artifactId>\\s*<version>[^<]*</version>',
            Matcher.quoteReplacement("<artifactId>wee-maven-plugin</artifactId><version>${plugin}</version><configuration>${element}</configuration>"))
        assert pom.text.contains(element)
    }
    def parameters = [
        '<wee.python>3.13.5</wee.python>': { assert written.contains(it) },
        '<wee.image>registry.example.com/team/python</wee.image>': { assert written.contains(it) },
        '<env><PIP_INDEX_URL>…</PIP_INDEX_URL></env>': {
            within(it.replace('…', 'https://index.example.com/simple'))
            run('mvn package')
            assert 'PIP_INDEX_URL=https://index.example.com/simple' in config().Env
        },
        '<files><file><from>ipython_config.py</from><to>/etc/ipython/ipython_config.py</to></file></files>': {
            new File(basedir, 'ipython_config.py').text = 'c = get_config()\n'
            within(it)
            run('mvn package')
            def top = image().layers.last().digest.replace(':', '/')
            assert new String(Tool.run('tar', '-tzf', "${target}/oci/blobs/${top}".toString())).contains('etc/ipython/ipython_config.py')
        },
        '<packages><package>procps</package></packages>': {
            within(it)
            run('mvn package')
            assert new File(target, 'sbom.cdx.json').text.contains('pkg:deb/debian/procps@')
        },
    ]
    // Names of parameters that other pages tell of.
    def named = elements.findAll { it ==~ /<\w+>/ }
    assert named == ['<tags>', '<site>', '<index>', '<proxies>', '<configureArgs>', '<cflags>', '<patches>'] as Set
    assert commands == rows.keySet()
    assert elements - named == parameters.keySet()
    rows.each { command, check -> println command; check(command) }
    parameters.each { element, check -> println element; check(element) }
} finally {
    pom.text = written
    daemon.close()
    squid.close()
    registry.close()
    FileUtils.deleteDirectory(servers.toFile())
}
return true
