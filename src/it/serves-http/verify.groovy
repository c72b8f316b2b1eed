import groovy.json.JsonSlurper
import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.OwnCache
import io.github.weepython.maven.daemon.DockerDaemon
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.nio.file.Files
import org.codehaus.plexus.util.FileUtils

// wee:run: no daemon, a page that a person sees, and an end that the program hears of.
def running = { String name, List arguments ->
    MavenRun.start(basedir, localRepositoryPath, name, [XDG_CACHE_HOME: OwnCache.shared(basedir).toRealPath().toString()], arguments)
}
def port = { String text -> (text =~ /listening on port (\d+)/)[0][1] }
def run = running('run', ['wee:run', '-Dwee.run.env=PORT=0,HOST=127.0.0.1'])
run.awaitOutput('listening on port ')
def page = new ProcessBuilder('chromium', '--headless', '--no-sandbox', '--disable-gpu', '--no-first-run',
    "--user-data-dir=${basedir}/browser".toString(), '--dump-dom', 'http://127.0.0.1:' + port(new File(basedir, 'run.log').text) + '/')
    .redirectError(ProcessBuilder.Redirect.DISCARD).start()
def seen = page.inputStream.text
assert page.waitFor() == 0 && seen.contains('"user": 65532') : seen
run.terminate()
assert !run.ended()
assert new File(basedir, 'run.log').readLines().any { it.endsWith('stopped') }

// A folder of the project instead of what the image has, other words, and its status.
new File(basedir, 'src').mkdirs()
new File(basedir, 'src/app.py').text = 'import greetings, sys; print(greetings.best(sys.argv[1])); open("/app/out", "w"); sys.exit(3)'
def status = running('status', ['wee:run', '-Dwee.run.mounts=src:/app', '-Dwee.run.entrypoint=python3', '-Dwee.run.args=/app/app.py fr']).failure()
assert new File(basedir, 'status.log').readLines().contains('Bonjour')
assert status.contains('The program of localhost:5000/example/web-service:1.0.0') && status.contains('ended with status 3.')
assert new File(basedir, 'src/out').exists()
def shell = running('shell', ['wee:shell']).failure()
assert shell.contains('has no shell: base distroless has none. Build it with <base>debian</base> or -Dwee.base=debian')

// A socket's path is at most 107 bytes long.
def folder = Files.createTempDirectory('wee')
def daemon = DockerDaemon.start(folder)
try {
    def docker = { Object... words -> daemon.docker(words*.toString() as String[]) }
    docker('load', '-i', "${basedir}/target/wee/image.tar")
    def image = 'localhost:5000/example/web-service:1.0.0'
    def config = new JsonSlurper().parseText(docker('inspect', '--format', '{{json .Config}}', image))
    assert config.Healthcheck.Test[0..1] == ['CMD', 'python3']
    assert config.Healthcheck.Interval == 30_000_000_000L && config.Healthcheck.Timeout == 3_000_000_000L
    assert config.StopSignal == 'SIGTERM'
    def index = new JsonSlurper().parse(new File(basedir, 'target/wee/oci/index.json'))
    def manifest = new File(basedir, 'target/wee/oci/blobs/sha256/' + index.manifests[0].digest.substring(7))
    assert new JsonSlurper().parse(manifest).annotations['org.opencontainers.image.url'] == 'https://example.com/web-service'
    // The daemon has no bridge: the host's own network, on a port that the kernel chooses.
    docker('run', '-d', '--name', 'service', '--read-only', '--cap-drop', 'ALL', '--network', 'host', '-e', 'PORT=0', '-e', 'HOST=127.0.0.1', image)
    // The service says when it listens; its output ends if it never does.
    def follow = new ProcessBuilder('docker', '-H', "unix://${daemon.socket()}".toString(), 'logs', '-f', 'service')
        .redirectErrorStream(true).start()
    def said = follow.inputReader()
    def line = said.readLine()
    assert line ==~ /listening on port \d+/ : line + said.text
    def root = 'http://127.0.0.1:' + line.replaceAll(/\D/, '')
    def get = { String path, String language ->
        HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(root + path))
            .header('Accept-Language', language).build(), HttpResponse.BodyHandlers.ofString())
    }
    def answer = get('/', 'de-AT,en;q=0.5')
    assert answer.statusCode() == 200
    assert new JsonSlurper().parseText(answer.body()) == [greeting: 'Guten Tag', user: 65532]
    assert get('/health', 'en').body() == '{"healthy": true}'
    assert get('/elsewhere', 'en').statusCode() == 404

    // It ends when asked to, by itself, and has written nothing.
    docker('stop', '--time', '60', 'service')
    assert said.readLines().last() == 'stopped'
    assert docker('inspect', '--format', '{{.State.ExitCode}}', 'service') == '0'
    assert docker('diff', 'service') == ''
    // Neither pip nor a shell, and both wheels whole.
    def python = { String code ->
        docker('run', '--rm', '--read-only', '--network', 'none', '--entrypoint', 'python3', image, '-c', code)
    }
    assert python('import shutil; print(shutil.which("sh"), shutil.which("pip"))') == 'None None'
    assert python('from importlib.metadata import *; print(sorted(d.name + d.version for d in distributions()))') ==
        "['greetings1.0', 'hello-service1.0']"
    assert python('import greetings; print(greetings.__cached__, greetings.__file__)') ==
        '/usr/local/lib/python3.13/site-packages/greetings/__pycache__/__init__.cpython-313.pyc ' +
        '/usr/local/lib/python3.13/site-packages/greetings/__init__.py'
    def sbom = new JsonSlurper().parse(new File(basedir, 'target/wee/sbom.cdx.json'))
    assert sbom.components*.purl.containsAll(['pkg:pypi/greetings@1.0', 'pkg:pypi/hello-service@1.0'])

    // The zstd image has the same files. Docker before version 23 doesn't read it; Podman does.
    def zstd = new File(basedir, 'target/zstd')
    def layers = { File made -> new JsonSlurper().parse(new File(made, 'image.json')).layers }
    assert layers(zstd)*.diffId == layers(new File(basedir, 'target/wee'))*.diffId
    assert layers(zstd)*.digest.disjoint(layers(new File(basedir, 'target/wee'))*.digest)
    def podman = { Object... words ->
        def command = ['podman', '--root', "${folder}/podman", '--runroot', "${folder}/run", '--storage-driver', 'vfs',
            '--runtime', 'runc', '--cgroup-manager', 'cgroupfs', '--events-backend', 'file'] + words.toList()
        def process = new ProcessBuilder(command*.toString()).start()
        def out = process.inputStream.text.trim()
        assert process.waitFor() == 0 : process.errorStream.text
        out
    }
    podman('load', '-i', "${zstd}/image.tar")
    assert 'sha256:' + podman('image', 'inspect', '--format', '{{.Id}}', image) == new File(zstd, 'image.id').text.trim()
    assert podman('run', '--rm', '--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1024:1024', '--network', 'none', '--read-only', '--entrypoint', 'python3', image,
        '-c', 'import greetings; print(greetings.best("fr"))') == 'Bonjour'
} finally {
    daemon.close()
    // Groovy's deleteDir() would follow the images' links into this machine's own /etc and /run.
    FileUtils.deleteDirectory(folder.toFile())
}
