import io.github.weepython.maven.debian.archive.TamperingMirror

context.mirror = TamperingMirror.start()
new File(basedir, 'archive.gpg').bytes = context.mirror.keyring()
new File(basedir, 'test.properties').text = "mirror=http://127.0.0.1:${context.mirror.port()}\n"
return true
