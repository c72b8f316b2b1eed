import groovy.io.FileType
import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.publish.RegistryServer
import io.github.weepython.maven.publish.SquidProxy
import io.github.weepython.maven.publish.TestCertificate
import io.github.weepython.maven.publish.Tool

def secrets = [registry: 'kF7-registry-word', proxy: 'kF7-proxy-word', master: 'kF7-master-word', wrong: 'kF7-wrong-word']
def servers = new File(basedir, 'servers')
servers.mkdir()
def tls = TestCertificate.make(servers.toPath())
def passwords = RegistryServer.passwords(new File(servers, 'passwords').toPath(), 'wee', secrets.registry)
def squidFolder = new File(servers, 'squid')
squidFolder.mkdir()
def file = { String name, String text -> new File(servers, name).with { parentFile.mkdirs(); it.text = text; it } }
def logs = []
def maven = { String name, Map variables, List arguments ->
    def all = [XDG_CACHE_HOME: new File(servers, 'cache').path, DOCKER_CONFIG: new File(servers, 'none').path] + variables
    MavenRun.start(basedir, new File(localRepositoryPath.path), name, all, arguments)
}

def registry = RegistryServer.startWithTls(servers.toPath(), passwords, tls.certificate(), tls.key())
def squid = SquidProxy.start(squidFolder.toPath(), secrets.proxy)
try {
    def host = "127.0.0.1:${registry.port()}".toString()
    def digest = new File(basedir, 'target/wee/image.digest').text.trim()
    def arrived = { String repository ->
        def manifest = Tool.run('skopeo', 'inspect', '--raw', '--tls-verify=false', '--creds', "wee:${secrets.registry}".toString(),
            "docker://${host}/${repository}:3.13.5-wee".toString())
        assert 'sha256:' + manifest.digest('SHA-256') == digest
    }
    def push = { String name, Map variables, List more = [] ->
        maven(name, variables, ['-X', 'deploy', '-Dwee.skipBuild', "-Dwee.image=${host}/by/${name}",
            "-Dwee.registryCa=${tls.certificate()}"] + more)
    }

    // Passwords as Maven itself encrypts them.
    def word = { String name, List arguments -> (maven(name, [:], arguments).log(true) =~ /\{.+}/)[0] }
    def security = file('settings-security.xml',
        "<settingsSecurity><master>${word('master', ['--encrypt-master-password', secrets.master])}</master></settingsSecurity>")
    def encrypt = { String name, String text -> word(name, ["-Dsettings.security=${security}", '--encrypt-password', text]) }
    def settings = file('settings.xml', """<settings>
        <servers><server><id>${host}</id><username>wee</username><password>${encrypt('one', secrets.registry)}</password></server></servers>
        <proxies><proxy><id>squid</id><active>true</active><protocol>http</protocol><host>127.0.0.1</host><port>${squid.port()}</port>
          <username>${SquidProxy.USER}</username><password>${encrypt('two', secrets.proxy)}</password></proxy></proxies></settings>""")
    def bySettings = ['-gs', settings, "-Dsettings.security=${security}"]

    // By settings.xml, encrypted, through a proxy that wants a password.
    push('settings', [:], bySettings).log(true)
    arrived('by/settings')

    // By the environment.
    push('environment', [WEE_REGISTRY_USERNAME: 'wee', WEE_REGISTRY_PASSWORD: secrets.registry]).log(true)
    arrived('by/environment')

    // By Docker's config.
    def auth = "wee:${secrets.registry}".bytes.encodeBase64().toString()
    file('docker/config.json', "{\"auths\":{\"${host}\":{\"auth\":\"${auth}\"}}}")
    push('docker', [DOCKER_CONFIG: "${servers}/docker".toString()]).log(true)
    arrived('by/docker')

    // By Podman's.
    file('run/containers/auth.json', "{\"auths\":{\"${host}\":{\"auth\":\"${auth}\"}}}")
    push('podman', [XDG_RUNTIME_DIR: "${servers}/run".toString()]).log(true)
    arrived('by/podman')

    // By a credential helper; by one that fails, and tells the wrong people.
    def helper = { String name, String script -> file("bin/docker-credential-${name}", "#!/bin/sh\ncat >/dev/null\n${script}\n").setExecutable(true) }
    def path = [PATH: "${servers}/bin:${System.getenv('PATH')}".toString()]
    helper('good', "echo '{\"ServerURL\":\"${host}\",\"Username\":\"wee\",\"Secret\":\"${secrets.registry}\"}'")
    helper('bad', "echo 'token ${secrets.wrong} is of no use'; exit 1")
    file('good/config.json', "{\"credHelpers\":{\"${host}\":\"good\"}}")
    file('bad/config.json', "{\"credHelpers\":{\"${host}\":\"bad\"}}")
    push('helper', path + [DOCKER_CONFIG: "${servers}/good".toString()]).log(true)
    arrived('by/helper')
    def refused = { String name, Map variables, List more = [] -> push(name, variables, more).failure() }
    def once = { String text, String part -> assert text.count(part) >= 1 : "'${part}' is not in:\n${text}" }
    def bad = refused('bad-helper', path + [DOCKER_CONFIG: "${servers}/bad".toString()])
    once(bad, 'was refused: the registry says HTTP 401')
    once(bad, 'docker-credential-bad failed or is not on the PATH')

    // A config that is none, a wrong password, a certificate that nobody vouches for.
    new File(servers, 'unreadable/config.json').mkdirs()
    once(refused('unreadable', [DOCKER_CONFIG: "${servers}/unreadable".toString()]), 'unreadable/config.json (it can\'t be read: Is a directory)')
    def wrong = refused('wrong', [WEE_REGISTRY_USERNAME: 'wee', WEE_REGISTRY_PASSWORD: secrets.wrong])
    once(wrong, 'Used: the environment (WEE_REGISTRY_USERNAME)')
    def untrusted = maven('untrusted', [:], ['-X', 'deploy', '-Dwee.skipBuild', "-Dwee.image=${host}/by/untrusted"]).failure()
    once(untrusted, "The registry's certificate is not trusted. <registryCa> or -Dwee.registryCa")

    // With nothing new, no blob is sent.
    def again = push('settings-again', [:], ["-Dwee.image=${host}/by/settings"] + bySettings).log(true)
    assert again.contains('0 blobs sent') || again.contains('Nothing to push')

    squid.close() // It writes a tunnel down when that ends.
    assert squid.log().contains("CONNECT ${host} ${SquidProxy.USER}")

    // No secret, plain or as base64, in what Maven said or in what is left.
    def told = secrets.values() + [auth]
    basedir.eachFile(FileType.FILES) { if (it.name.endsWith('.log')) logs << it }
    new File(basedir, 'target').eachFileRecurse(FileType.FILES) { logs << it }
    assert logs.size() > 20
    logs.each { each ->
        def text = each.getText('ISO-8859-1')
        told.each { assert !text.contains(it) : "${each} has a secret" }
    }
    return true
} finally {
    squid.close()
    registry.close()
}
