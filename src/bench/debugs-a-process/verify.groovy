def log = new File(basedir, 'build.log').text
def said = log.substring(log.indexOf('Running gdb'))
println said
// Python's own frames, with lines of the source and its variables, in the order of a traceback.
assert said.contains('Traceback (most recent call first)')
def frames = said.readLines().findAll { it ==~ /\s*File "\/app\/hang\.py", line \d+, in .*/ }*.strip()
assert frames == ['File "/app/hang.py", line 7, in inner', 'File "/app/hang.py", line 14, in outer', 'File "/app/hang.py", line 17, in <module>']
// py-list marks the line; py-locals has the variables of one evaluation and py-up goes to the one that called it by way of C.
assert said.readLines().any { it ==~ /\s*>7\s+os\.kill\(os\.getpid\(\), signal\.SIGTRAP\)/ }
assert said.contains('answer = 42')
assert said.contains("words = ['six', 'times', 'seven']")
