import io.github.weepython.maven.OrdinaryUser

def user = OrdinaryUser.of(basedir, localRepositoryPath)
try {
    def said = user.maven([TZ: 'Pacific/Kiritimati', LC_ALL: 'C'], ['package', '-Dwee.compiler=namespaces'])
    assert said.contains('Compiling: build')
    assert user.text('target/wee/image.digest') == new File(basedir.parentFile, 'setup-builds-an-image/target/wee/image.digest').text
} finally {
    user.close()
}
