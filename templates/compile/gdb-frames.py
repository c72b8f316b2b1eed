# Added by wee: where the compiler kept no variable "frame" in the evaluation loop, as it mostly does with
# -O3, the frame is that of the thread's own list, which some caller has a variable of. CPython 3.12 and
# newer mark in it where each evaluation began.
def _thread_of(gdbframe):
    while gdbframe is not None:
        try:
            tstate = gdbframe.read_var('tstate')
            if not tstate.is_optimized_out:
                return tstate
        except (ValueError, gdb.error):
            pass  # It has no such variable, or no symbols.
        gdbframe = gdbframe.older()
    return None


def _frame_of_thread(gdbframe):
    tstate = _thread_of(gdb.newest_frame())
    if tstate is None:
        return None
    try:
        current = tstate['current_frame']
    except gdb.error:
        current = tstate['cframe']['current_frame']
    frame = PyFramePtr(current)
    newer = gdbframe.newer()
    while newer is not None and frame is not None:
        if newer.name() == EVALFRAME:
            while not frame.is_shim():
                frame = frame.previous()
            frame = frame.previous()
        newer = newer.newer()
    return frame


def _with_frame_of_thread(get_pyop):
    def found(self):
        frame = get_pyop(self)
        if frame is not None:
            return frame
        try:
            return _frame_of_thread(self._gdbframe)
        except (AttributeError, ValueError, gdb.error):
            return None
    return found


if 'PyFramePtr' in globals() and hasattr(PyFramePtr, 'is_shim'):
    Frame.get_pyop = _with_frame_of_thread(Frame.get_pyop)
