import java.nio.ByteBuffer
import java.nio.ByteOrder

// PEP 552: the magic number of 3.13, no flags, the time and the size of a source that is not there.
def header = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN)
header.putInt(0x0a0d0df3).putInt(0).putInt(1).putInt(1)
new File(basedir, 'broken/late.cpython-313.pyc').bytes = header.array()

return true
