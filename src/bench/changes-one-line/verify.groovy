import io.github.weepython.maven.Figures
import io.github.weepython.maven.publish.FaultProxy
import io.github.weepython.maven.publish.RegistryServer
import io.github.weepython.maven.site.TestWheels

def pairs = 5
def goal = 2.0d
def mostBytes = 20_000
// Twenty dependencies of 60 kB, and a program of 200 functions.
(1..20).each { n ->
    TestWheels.module(new File(basedir, 'house').toPath(), "dep${n}", '1.0', 'py3-none-any', "DATA = '${'0123456789abcdef' * 4000}'\n")
}
def write = { String line ->
    def views = (1..200).collect { "def view${it}(request):\n    return ${it}\n" }.join('\n')
    TestWheels.make(new File(basedir, 'dist').toPath(), 'app', '1.0', 'py3-none-any',
        ['app/__init__.py': "import dep1\n\n\ndef main():\n    print('${line}')\n".toString(), 'app/views.py': views,
         'app-1.0.dist-info/entry_points.txt': '[console_scripts]\napp = app:main\n'], 'Requires-Dist: dep1')
}
def settings = [new File(basedir, 'interpolated-settings.xml'), new File(basedir, '../interpolated-settings.xml')].find { it.exists() }
// Seconds on the clock and of the processors; a shell's times counts Maven and what it has waited for.
def maven = { String name, List goals ->
    def command = ['sh', '-c', '"$@"; s=$?; times; exit $s', 'sh', "${System.getProperty('maven.home')}/bin/mvn", '-o', '-B',
                   "-Dmaven.repo.local=${localRepositoryPath}", '-s', settings] + goals
    def begin = System.nanoTime()
    def process = new ProcessBuilder(command*.toString()).directory(basedir).redirectErrorStream(true).start()
    def log = process.inputStream.text
    new File(basedir, "${name}.log").text = log
    assert process.waitFor() == 0 : log
    def wall = (System.nanoTime() - begin) / 1e9d
    def used = (log.readLines().last() =~ /(\d+)m([\d.]+)s/).collect { 60 * (it[1] as int) + (it[2] as double) }.sum()
    [wall: wall, cpu: used]
}
def registry = RegistryServer.start(basedir.toPath())
def proxy = new FaultProxy(registry.port())
def result = []
try {
    def goals = ['wee:build', 'wee:push', "-Dwee.image=127.0.0.1:${proxy.port()}/team/app"]
    // The first makes all, the next find it and look at it whole; after that it is known by size and time.
    (0..2).each { n ->
        write("first ${n}")
        maven("first${n}", goals)
    }
    (1..pairs).each { n ->
        def alone = maven("alone${n}", ['validate'])
        write("line ${n}")
        proxy.forget()
        def changed = maven("changed${n}", goals)
        def sent = proxy.bytes('PUT') + proxy.bytes('PATCH') + proxy.bytes('POST')
        result << [seconds: changed.wall - alone.wall, cpuSeconds: changed.cpu - alone.cpu, bytes: sent, puts: proxy.count('PUT')]
        println String.format('  above mvn validate: %5.2f s, %5.2f s of processors; %d bytes in %d PUTs', result[-1].seconds, result[-1].cpuSeconds, sent, result[-1].puts)
    }
} finally {
    proxy.close()
    registry.close()
}
def median = { String of -> result.collect { it[of] }.sort()[pairs.intdiv(2)] }
println String.format('  goal: less than %.1f s and %d bytes above mvn validate; medians: %.2f s, %.2f s of processors, %d bytes: %s',
    goal, mostBytes, median('seconds'), median('cpuSeconds'), median('bytes'), median('seconds') < goal && median('bytes') < mostBytes ? 'met' : 'not met')
Figures.write(basedir, 'one-line', [pairs: result, medians: [seconds: median('seconds'), cpuSeconds: median('cpuSeconds'), bytes: median('bytes')]])
// How long it takes is this machine's; what is sent is not.
assert median('bytes') < mostBytes && median('puts') == 3
return true
