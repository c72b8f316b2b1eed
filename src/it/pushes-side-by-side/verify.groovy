import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.publish.Tool
import org.codehaus.plexus.util.FileUtils

def name = "127.0.0.1:${context.registry.port()}/team/python"
def sha = { byte[] bytes -> 'sha256:' + bytes.digest('SHA-256') }
// With every blob, which skopeo compares with its digest.
def served = { String tag ->
    def to = new File(basedir, "copy-${tag}")
    Tool.run('skopeo', 'copy', '-q', '--src-tls-verify=false', "docker://${name}:${tag}".toString(), "dir:${to}".toString())
    sha(new File(to, 'manifest.json').bytes)
}
try {
    // The first run's, under both names; the second was refused before anything was replaced.
    def first = served('3.13.5-wee-r1')
    assert served('latest') == first
    def refused = new File(basedir, 'build.log').text
    assert refused.contains("The tag ${name}:3.13.5-wee-r1 is ${first} already")
    assert refused.contains('<immutableTags> or -Dwee.immutableTags')
    assert new File(basedir, 'target/wee/image.digest').text.trim() != first

    // What they share is sent by whoever comes first, or by all.
    def runs = ('a'..'d').collectEntries { which ->
        [which, MavenRun.start(basedir, localRepositoryPath, "push-${which}", [:],
            ['deploy', "-Dwhich=${which}", "-Dwee.tagSuffix=-${which}", "-Dwee.output=${basedir}/target/${which}", "-Dwee.image=${name.replace('team', 'at-once')}"])]
    }
    name = name.replace('team', 'at-once')
    def digests = runs.collectEntries { which, run ->
        def said = run.log(true)
        def digest = new File(basedir, "target/${which}/image.digest").text.trim()
        assert said.contains("Pushed ${name}@${digest}")
        [which, digest]
    }
    digests.each { which, digest -> assert served("3.13.5-wee-${which}") == digest }
    assert digests.values().toSet().size() == 4

    // Without immutableTags a tag is replaced.
    MavenRun.start(basedir, localRepositoryPath, 'replaces', [:],
        ['deploy', '-Dwhich=b', '-Dwee.tagSuffix=-a', "-Dwee.output=${basedir}/target/b", "-Dwee.image=${name}"]).log(true)
    FileUtils.deleteDirectory(new File(basedir, 'copy-3.13.5-wee-a'))
    def replaced = new File(basedir, 'target/b/image.digest').text.trim()
    assert replaced != digests.a
    assert served('3.13.5-wee-a') == replaced
} finally {
    context.registry.close()
}
