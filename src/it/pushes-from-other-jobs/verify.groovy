import groovy.json.JsonSlurper
import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.publish.Tool

try {
    def images = new JsonSlurper().parse(new File(basedir, 'image/target/wee/images.json')).images
    def commit = 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3'
    assert images*.tags == ['distroless', 'debian'].collect {
        ["3.13.5-wee-${it}", "3.13-${it}", "1.2.0-SNAPSHOT-${it}-${commit}"]*.toString() // no latest: a snapshot
    }

    // The other module got the digest by its dependency.
    def yaml = new File(basedir, 'user/target/deployment.yaml').text
    assert yaml.contains("digest: ${images[0].digest}")
    assert yaml.contains("@${images[1].digest}")

    // From another folder: .mvn/maven.config is found by -f.
    def maven = { String name, String pom, List arguments ->
        MavenRun.start(basedir.parentFile, localRepositoryPath, basedir.toPath().resolve(name).toString(),
            [XDG_CACHE_HOME: "${basedir}/cache".toString()], ['-f', new File(basedir, pom).path,
            "-Dfirst.registry=127.0.0.1:${context.first.port()}", "-Dsecond.registry=127.0.0.1:${context.second.port()}"] + arguments)
    }
    def served = { String registry, String repository, String tag ->
        'sha256:' + Tool.run('skopeo', 'inspect', '--raw', '--tls-verify=false',
            "docker://127.0.0.1:${context[registry].port()}/${repository}:${tag}".toString()).digest('SHA-256')
    }

    // Another job, from another folder: every image to each registry; the coordinates are deployed by it too.
    def there = "file://${basedir}/repository-of-the-other-job"
    def pushed = maven('push', 'pom.xml', ['deploy', '-Dwee.skipBuild', "-DaltDeploymentRepository=job::${there}"]).log(true)
    images.each { image ->
        image.tags.each { tag ->
            assert served('first', 'team/python', tag) == image.digest
            assert served('second', 'mirror/python', tag) == image.digest
        }
    }
    assert !pushed.contains('Packing')
    [new File(basedir, 'repository'), new File(basedir, 'repository-of-the-other-job')].each { repository ->
        def found = []
        repository.eachFileRecurse { if (it.name ==~ /image-1\.2\.0.*-image\.json/) found << it }
        assert found.size() == 1
        assert new JsonSlurper().parse(found[0]).images*.digest == images*.digest
    }

    // Four jobs at once, into one repository, with four names.
    def host = "127.0.0.1:${context.first.port()}/crowd/python"
    def runs = (1..4).collect { n ->
        def folder = new File(basedir, "image/target/wee/${n % 2 ? 'distroless' : 'debian'}")
        def one = new File(basedir, "job${n}")
        one.mkdir()
        def image = new LinkedHashMap(images[n % 2 ? 0 : 1])
        image.tags = ["job-${n}".toString(), 'shared']
        image.folder = ''
        ['cp', '-r', "${folder}/.".toString(), one.path].execute().waitFor()
        new File(one, 'images.json').text = groovy.json.JsonOutput.toJson([images: [image]])
        [image, maven("job${n}".toString(), 'image/pom.xml', ['wee:push', "-Dwee.output=${one}", "-Dwee.image=${host}"])]
    }
    runs.each { image, run -> run.log(true) }
    runs.each { image, run -> assert served('first', 'crowd/python', image.tags[0]) == image.digest }
    assert images*.digest.contains(served('first', 'crowd/python', 'shared'))

    // A tag that is something else is left alone where that is wanted.
    def job1 = ['wee:push', "-Dwee.image=${host}"]
    maven('again', 'image/pom.xml', job1 + ["-Dwee.output=${basedir}/job1"]).log(true)
    def refused = maven('immutable', 'image/pom.xml', job1 + ["-Dwee.output=${basedir}/job2", '-Dwee.immutableTags']).failure()
    assert refused.contains('Tags are not replaced')
    assert served('first', 'crowd/python', 'shared') == runs[0][0].digest
    return true
} finally {
    context.first.close()
    context.second.close()
}
