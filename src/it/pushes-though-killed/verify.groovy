import groovy.json.JsonOutput
import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.publish.FaultProxy
import io.github.weepython.maven.publish.RegistryServer
import io.github.weepython.maven.publish.TestImages
import io.github.weepython.maven.publish.Tool
import org.codehaus.plexus.util.FileUtils

def layers = 1_000_000
def seed = 20260101
def random = new Random(seed)
def folder = new File(basedir, 'image')
folder.mkdir()
def digest = TestImages.writeLayout(folder.toPath(), 1).oci()
new File(folder, 'images.json').text = JsonOutput.toJson([images: [[image: 'example/python', tags: ['a', 'b'], digest: digest, id: digest,
    python: '3.13.5', flavour: 'wee', base: 'distroless', size: layers, rawSize: layers, folder: '']]])
def store = new File(basedir, 'registry')
store.mkdir()
def registry = RegistryServer.start(store.toPath())
def proxy = new FaultProxy(registry.port())
def push = { int n, String name ->
    // A cache of its own: what it remembers of another repository would be mounted, not sent.
    MavenRun.start(basedir, localRepositoryPath, name, [XDG_CACHE_HOME: "${basedir}/cache${n}".toString()],
        ['wee:push', "-Dwee.output=${folder}", "-Dwee.image=127.0.0.1:${proxy.port()}/killed/n${n}"])
}
// What the registry has under a tag, with every blob, which skopeo compares with its digest; nothing where there is no such tag.
def served = { int n, String tag ->
    def from = "127.0.0.1:${registry.port()}/killed/n${n}"
    def head = new URL("http://127.0.0.1:${registry.port()}/v2/killed/n${n}/manifests/${tag}").openConnection()
    head.requestMethod = 'HEAD'
    head.setRequestProperty('Accept', 'application/vnd.oci.image.manifest.v1+json')
    if (head.responseCode != 200) {
        return null
    }
    def to = new File(basedir, 'copy')
    FileUtils.deleteDirectory(to)
    Tool.run('skopeo', 'copy', '-q', '--src-tls-verify=false', "docker://${from}:${tag}".toString(), "dir:${to}".toString())
    'sha256:' + new File(to, 'manifest.json').bytes.digest('SHA-256')
}
try {
    // One is left in peace, and shows how much there is to send.
    proxy.whenPassed(Long.MAX_VALUE) { }
    push(0, 'whole').log(true)
    def all = proxy.passed()
    assert all > layers
    def killed = 0
    (1..10).each { n ->
        // Every second one among the last requests, where the manifest and the tags are.
        def moment = n % 2 ? random.nextInt(layers) : all - random.nextInt(4000)
        def run = push(n, "killed${n}")
        proxy.whenPassed(moment) { run.kill() }
        killed += run.ended() ? 0 : 1
        proxy.whenPassed(Long.MAX_VALUE) { }
        ['a', 'b'].each { tag ->
            def found = served(n, tag)
            assert found == null || found == digest : "seed ${seed}, push ${n}, killed after ${moment} bytes, tag ${tag}"
        }
        push(n, "next${n}").log(true)
        ['a', 'b'].each { tag -> assert served(n, tag) == digest : "seed ${seed}, push ${n}, killed after ${moment} bytes, tag ${tag}" }
    }
    assert killed > 5 : "only ${killed} of 10 were killed before their end"
} finally {
    proxy.close()
    registry.close()
}
