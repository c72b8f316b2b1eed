import groovy.json.JsonSlurper
import io.github.weepython.maven.Figures

def times = Figures.mavenSeconds(basedir)
assert times.size() == 8
def above = { int run -> ((times[run - 1] - times[1]) as double).round(2) }
def result = [
    mavenAlone: times[1],
    secondsAboveMaven: [basesAnew: above(3), layersAnew: above(4), layersKept: above(5), newCommit: above(8), nothingToDo: above(6)],
    layers: ['distroless', 'debian'].collectEntries { base ->
        [base, new JsonSlurper().parse(new File(basedir, "target/layers-kept/${base}/image.json")).layers.collect {
            [title: it.title, raw: it.rawSize, compressed: it.size]
        }]
    },
]
def file = Figures.write(basedir, 'assemble', result)

println "${Figures.cpu()}, ${Runtime.runtime.availableProcessors()} processors; Maven alone ${result.mavenAlone} s; seconds above that, both bases:"
result.secondsAboveMaven.each { what, seconds -> println String.format('  %-12s %6.2f', what, seconds) }
result.layers.each { base, all ->
    all.each { println String.format('  %-11s %-17s %7.2f MB raw %7.2f MB compressed', base, it.title, it.raw / 1e6, it.compressed / 1e6) }
    println String.format('  %-11s %-17s %7.2f MB raw %7.2f MB compressed', base, 'sum', all.sum { it.raw } / 1e6, all.sum { it.compressed } / 1e6)
}
println "in ${file}"
