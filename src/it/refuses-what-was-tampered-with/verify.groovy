try {
    def log = new File(basedir, 'build.log').text
    def answers = [
        'No mirror has a valid InRelease of trixie. Tried:',
        'It was valid until 2022-01-01T00:00:00Z, and this machine\'s clock says ',
        'python3.13_3.13.5.orig.tar.xz could not be downloaded. Asked:',
        'CPython 3.13.5 as released has the SHA-256 ',
        'trixie main/binary-amd64/Packages.xz could not be downloaded. Asked:',
        'netbase_',
    ]
    answers.each { answer -> assert log.contains(answer) : "not said: ${answer}" }
    assert log.count('BUILD FAILURE') == answers.size()
    // Told what was wanted and what came, where bytes were changed on the way.
    assert log.count(', received ') >= 3
    assert !log.contains('Compiling')
    assert !log.contains('\tat io.github.weepython')
    assert !new File(basedir, 'target/wee').exists()
} finally {
    context.mirror.close()
}
