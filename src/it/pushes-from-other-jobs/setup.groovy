import io.github.weepython.maven.publish.RegistryServer

['first', 'second'].each {
    def folder = new File(basedir, it)
    folder.mkdir()
    context[it] = RegistryServer.start(folder.toPath())
}
new File(basedir, 'test.properties').text = "altDeploymentRepository=job::file://${basedir}/repository\nfirst.registry=127.0.0.1:${context.first.port()}\nsecond.registry=127.0.0.1:${context.second.port()}\n"
// A commit, as Git keeps it.
new File(basedir, '.git/refs/heads').mkdirs()
new File(basedir, '.git/HEAD').text = 'ref: refs/heads/main\n'
new File(basedir, '.git/refs/heads/main').text = 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3\n'
return true
