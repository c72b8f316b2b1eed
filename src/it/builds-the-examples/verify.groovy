import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.OwnCache

def log = new File(basedir, 'build.log').text
assert log.findAll('BUILD SUCCESS').size() == 3
['asgi-service', 'site-with-static-files', 'batch-job', 'java-and-python/image'].each { String name ->
    assert new File(basedir, "${name}/target/wee/image.tar").exists()
}
// The programs ran as the pod would run them, and did what the pom says.
['asgi-service', 'batch-job'].each { String name ->
    def report = new File(basedir, "${name}/target/wee/verify").listFiles().find { it.name.startsWith('TEST-') }.text
    assert report.contains('classname="command"') && !report.contains('<failure')
}
// Compiled from source: one wheel a platform, and none in what is pure.
def provenance = { String name -> new File(basedir, "${name}/target/wee/provenance.slsa.json").text }
assert provenance('asgi-service').contains('fasttag-1.0.tar.gz')
assert provenance('batch-job').contains('vectors-1.0.tar.gz')
assert new File(basedir, 'java-and-python/quotes/target/wee/wheel/quotes-1.0-py3-none-any.whl').exists()

// As their READMEs say, from the command line: the wheels that are there count, and nothing is built anew.
def maven = { String name, List arguments ->
    MavenRun.start(basedir, localRepositoryPath, name, [XDG_CACHE_HOME: OwnCache.shared(basedir).toRealPath().toString()],
        ['-DcompanyRepository=file:///nowhere'] + arguments)
}
def ran = { String name, String example, List arguments ->
    maven(name, ['-f', example] + arguments).log(true).readLines()
}
assert ran('job', 'batch-job', ['-N', 'wee:run']).any { it.contains('2 rows, 16.00') }
assert ran('check', 'site-with-static-files', ['-N', 'wee:run', '-Dwee.run.args=check']).any { it.contains('all is there') }
assert ran('quotes', 'java-and-python', ['-pl', 'image', 'wee:run']).contains('8.00')
def service = maven('service', ['-f', 'asgi-service', '-N', 'wee:run', '-Dwee.run.env=PORT=0,HOST=127.0.0.1'])
service.awaitOutput('listening on port ')
service.terminate()
assert !service.ended()

// Nothing is deployed before all is built; what is pushed, and where to, is another test's.
def deployed = { String name, String option ->
    def repository = new File(basedir, name)
    def run = maven(name, ['-f', 'java-and-python', 'deploy', "-DcompanyRepository=${repository.toURI()}", option])
    def well = run.ended()
    def files = []
    if (repository.exists()) {
        repository.eachFileRecurse { if (it.name ==~ /.*[.](jar|whl)/) files << it.name }
    }
    [well, files.size()]
}
assert deployed('too-large', '-Dwee.maxSize=1') == [false, 0]
assert deployed('deployed', '-Dwee.skipPush') == [true, 2]
