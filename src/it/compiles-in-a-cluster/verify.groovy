import io.github.weepython.maven.MavenRun
import io.github.weepython.maven.OwnCache
import io.github.weepython.maven.kube.MockCluster
import io.github.weepython.maven.publish.RegistryServer
import org.codehaus.plexus.util.FileUtils

def cache = OwnCache.uncompiled(basedir)
def folder = { String name ->
    def made = new File(basedir, name)
    made.mkdir()
    made.toPath()
}
try {
    RegistryServer.start(folder('registry')).withCloseable { registry ->
        MockCluster.start(folder('cluster')).withCloseable { cluster ->
            def said = MavenRun.start(basedir, localRepositoryPath, 'built', [XDG_CACHE_HOME: cache.path, KUBECONFIG: cluster.kubeconfig().toString()],
                ['package', "-Dwee.builderImage=127.0.0.1:${registry.port()}/team/wee-build-root"]).log(true)
            assert said.contains('Compiler: kubernetes (the cluster at http://127.0.0.1:')
            assert said.contains('Pushed the build root')
            assert said.contains('Compiling: build')
            // One each: the processors counted, the source patched, the interpreter compiled.
            assert cluster.jobs() == 3
            assert cluster.client().batch().v1().jobs().inAnyNamespace().list().items == []
        }
    }
    assert new File(basedir, 'target/wee/image.digest').text == new File(basedir, '../setup-builds-an-image/target/wee/image.digest').text
} finally {
    FileUtils.deleteDirectory(new File(basedir, 'cluster'))
}
