import groovy.json.JsonOutput
import io.github.weepython.maven.Figures
import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.publish.RegistryServer
import io.github.weepython.maven.publish.TestImages
import io.github.weepython.maven.publish.Tool

def timed = { Closure work ->
    def begin = System.nanoTime()
    work()
    (System.nanoTime() - begin) / 1e9d
}
def maven = { String name, List arguments ->
    // What is timed runs as users run it.
    def variables = [XDG_CACHE_HOME: "${basedir}/cache-${name}".toString(), MAVEN_OPTS: '']
    MavenRun.start(basedir, localRepositoryPath, name, variables, arguments).log(true)
}
def layout = { int megabytes ->
    def folder = new File(basedir, "image-${megabytes}")
    folder.mkdir()
    def digest = TestImages.writeLayout(folder.toPath(), megabytes).oci()
    new File(folder, 'images.json').text = JsonOutput.toJson([images: [[image: 'example/python', tags: ['a'], digest: digest, id: digest,
        python: '3.13.5', flavour: 'wee', base: 'distroless', size: megabytes * 1_000_000L, rawSize: megabytes * 1_000_000L, folder: '']]])
    folder
}
// One pair, to a registry that has nothing yet.
def pair = { File folder, String name, boolean weeFirst ->
    def store = new File(basedir, "registry-${name}")
    store.mkdir()
    def registry = RegistryServer.start(store.toPath())
    try {
        def host = "127.0.0.1:${registry.port()}"
        def mavenAlone = timed { maven("alone-${name}", ['validate']) }
        def push = ['wee:push', "-Dwee.output=${folder}", "-Dwee.image=${host}/wee"]
        def by = [
            wee: { timed { maven("push-${name}", push) } - mavenAlone },
            skopeo: { timed { Tool.run('skopeo', 'copy', '-q', '--dest-tls-verify=false', "oci:${folder}/oci:a".toString(), "docker://${host}/skopeo:a".toString()) } },
        ]
        def times = [:]
        (weeFirst ? ['wee', 'skopeo'] : ['skopeo', 'wee']).each { times[it] = by[it]() }
        times.nothingNew = timed { maven("again-${name}", push) } - mavenAlone
        times.relativeSpeed = times.skopeo / times.wee
        println String.format('  wee:push %5.2f s above mvn validate, skopeo copy %5.2f s: %.2f of its speed; nothing new %.2f s', times.wee, times.skopeo, times.relativeSpeed, times.nothingNew)
        times
    } finally {
        registry.close()
        store.deleteDir()
    }
}
def figures = [50: 5, 200: 5, 1000: 3].collectEntries { megabytes, pairs ->
    println "${megabytes} MB:"
    def folder = layout(megabytes)
    def result = (1..pairs).collect { n -> pair(folder, "${megabytes}-${n}", n % 2 == 1) }
    folder.deleteDir()
    def median = { String of -> result.collect { it[of] }.sort()[pairs.intdiv(2)] }
    println String.format('  median of %d pairs: %.2f s, %.2f of skopeo\'s speed; a push with nothing new takes %.2f s above mvn validate', pairs, median('wee'), median('relativeSpeed'), median('nothingNew'))
    ["${megabytes} MB".toString(), [pairs: result, medians: [seconds: median('wee'), relativeSpeed: median('relativeSpeed'), nothingNewSeconds: median('nothingNew')]]]
}
Figures.write(basedir, 'push', figures)
return true
