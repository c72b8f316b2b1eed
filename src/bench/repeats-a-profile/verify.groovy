import io.github.weepython.maven.Figures

def digests = ['one', 'two'].collect { new File(basedir, "target/${it}/wee/image.digest").text.strip() }
def seconds = Figures.mavenSeconds(basedir)
def profile = new File(basedir, 'python.profile')
Figures.write(basedir, 'profile', [
    profileBytes: profile.length(),
    digests: digests,
    seconds: [train: seconds[0], one: seconds[1], two: seconds[2]],
])
println String.format('  training %.0f s, a profile of %d bytes; built by it in two folders with empty caches: %.0f s %s, %.0f s %s',
    seconds[0], profile.length(), seconds[1], digests[0], seconds[2], digests[1])
// One training: the others are built by the file.
assert new File(basedir, 'build.log').text.findAll(/Compiling: instrumented build( \(about .*)?\n/).size() <= 1
assert digests[0] == digests[1]
