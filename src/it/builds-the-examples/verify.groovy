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
