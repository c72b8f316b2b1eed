import groovy.json.JsonOutput

def digests = ['one', 'two'].collect { new File(basedir, "target/${it}/wee/image.digest").text }
// Maven's own count of each run, from its start to its end: "2.822 s" or "01:47 min".
def seconds = (new File(basedir, 'build.log').text =~ /Total time: +(?:(\d+):)?([\d.]+) (s|min)/).collect {
    it[3] == 's' ? it[2] as double : (it[1] as int) * 60 + (it[2] as double)
}
def profile = new File(basedir, 'python.profile')
def file = new File(basedir.parentFile.parentFile, 'bench/profile.json')
file.parentFile.mkdirs()
file.text = JsonOutput.prettyPrint(JsonOutput.toJson([
    cpu: (new File('/proc/cpuinfo').readLines().find { it.startsWith('model name') } ?: ': unknown').split(': ')[1],
    processors: Runtime.runtime.availableProcessors(),
    profileBytes: profile.length(),
    digests: digests,
    seconds: [train: seconds[0], one: seconds[1], two: seconds[2]],
])) + '\n'
println String.format('  training %.0f s, a profile of %d bytes; built by it in two folders with empty caches: %.0f s %s, %.0f s %s',
    seconds[0], profile.length(), seconds[1], digests[0].strip(), seconds[2], digests[1].strip())
// One training: the others are built by the file.
assert new File(basedir, 'build.log').text.findAll(/Compiling: instrumented build( \(about .*)?\n/).size() <= 1
assert digests[0] == digests[1]
