import groovy.json.JsonOutput
import io.github.weepython.maven.Figures
import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.publish.RegistryServer
import io.github.weepython.maven.publish.TestImages
import io.github.weepython.maven.publish.Tool

def pairs = 5
def folder = new File(basedir, 'image')
folder.mkdir()
def digest = TestImages.writeLayout(folder.toPath(), 200).oci()
new File(folder, 'images.json').text = JsonOutput.toJson([images: [[image: 'example/python', tags: ['a'], digest: digest, id: digest,
    python: '3.13.5', flavour: 'wee', base: 'distroless', size: 200000000, rawSize: 200000000, folder: '']]])
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
def result = []
(1..pairs).each { n ->
    def store = new File(basedir, "registry${n}")
    store.mkdir()
    def registry = RegistryServer.start(store.toPath())
    try {
        def host = "127.0.0.1:${registry.port()}"
        def mavenAlone = timed { maven("alone${n}", ['validate']) }
        // Each is the first in every second pair.
        def by = [
            wee: { timed { maven("push${n}", ['wee:push', "-Dwee.output=${folder}", "-Dwee.image=${host}/wee"]) } - mavenAlone },
            skopeo: { timed { Tool.run('skopeo', 'copy', '-q', '--dest-tls-verify=false', "oci:${folder}/oci:a".toString(), "docker://${host}/skopeo:a".toString()) } },
        ]
        def times = [:]
        (n % 2 ? ['wee', 'skopeo'] : ['skopeo', 'wee']).each { times[it] = by[it]() }
        times.nothingNew = timed { maven("again${n}", ['wee:push', "-Dwee.output=${folder}", "-Dwee.image=${host}/wee"]) } - mavenAlone
        times.relativeSpeed = times.skopeo / times.wee
        result << times
        println String.format('  wee:push %5.2f s above mvn validate, skopeo copy %5.2f s: %.2f of its speed; nothing new %.2f s', times.wee, times.skopeo, times.relativeSpeed, times.nothingNew)
    } finally {
        registry.close()
    }
}
def median = { String of -> result.collect { it[of] }.sort()[pairs.intdiv(2)] }
println String.format('  median of %d pairs: %.2f of skopeo\'s speed; a push with nothing new takes %.2f s above mvn validate', pairs, median('relativeSpeed'), median('nothingNew'))
Figures.write(basedir, 'push', [
    pairs: result,
    medians: [relativeSpeed: median('relativeSpeed'), nothingNewSeconds: median('nothingNew')],
])
return true
