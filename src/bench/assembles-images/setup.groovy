def now = (long) (System.currentTimeMillis() / 1000)
new File(basedir, 'test.properties').text = "stamp.first=${now - 2}\nstamp.second=${now - 1}\nstamp.third=${now}\n"
return true
