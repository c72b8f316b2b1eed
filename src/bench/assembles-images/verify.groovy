import groovy.json.JsonOutput
import groovy.json.JsonSlurper

// Maven's own count, from its start to its end: "2.822 s" or "01:47 min".
def times = (new File(basedir, 'build.log').text =~ /Total time: +(?:(\d+):)?([\d.]+) (s|min)/).collect {
    it[3] == 's' ? it[2] as double : (it[1] as int) * 60 + (it[2] as double)
}
assert times.size() == 8
def above = { int run -> ((times[run - 1] - times[1]) as double).round(2) }
def result = [
    cpu: (new File('/proc/cpuinfo').readLines().find { it.startsWith('model name') } ?: ': unknown').split(': ')[1],
    processors: Runtime.runtime.availableProcessors(),
    mavenAlone: times[1],
    secondsAboveMaven: [basesAnew: above(3), layersAnew: above(4), layersKept: above(5), newCommit: above(8), nothingToDo: above(6)],
    layers: ['distroless', 'debian'].collectEntries { base ->
        [base, new JsonSlurper().parse(new File(basedir, "target/layers-kept/${base}/image.json")).layers.collect {
            [title: it.title, raw: it.rawSize, compressed: it.size]
        }]
    },
]
def file = new File(basedir.parentFile.parentFile, 'bench/assemble.json')
file.parentFile.mkdirs()
file.text = JsonOutput.prettyPrint(JsonOutput.toJson(result)) + '\n'

println "${result.cpu}, ${result.processors} processors; Maven alone ${result.mavenAlone} s; seconds above that, both bases:"
result.secondsAboveMaven.each { what, seconds -> println String.format('  %-12s %6.2f', what, seconds) }
result.layers.each { base, all ->
    all.each { println String.format('  %-11s %-17s %7.2f MB raw %7.2f MB compressed', base, it.title, it.raw / 1e6, it.compressed / 1e6) }
    println String.format('  %-11s %-17s %7.2f MB raw %7.2f MB compressed', base, 'sum', all.sum { it.raw } / 1e6, all.sum { it.compressed } / 1e6)
}
println "in ${file}"
