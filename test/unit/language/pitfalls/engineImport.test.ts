import { describeRule } from "./describeRule";

const CLIENT = "import ipyparallel as ipp\nrc = ipp.Client()\ndview = rc[:]\n";

describe("engine-import", () => {
  describeRule({
    code: "engine-import",
    found: {
      "a module used in a mapped function": `import numpy as np
${CLIENT}
def root(x):
    return ⟦np⟧.sqrt(x)

print(dview.map_sync(root, range(10)))
`,
      "a name from a module": `from math import sqrt
import ipyparallel
view = ipyparallel.Client().load_balanced_view()

def root(x):
    """The root."""
    return ⟦sqrt⟧(x)

view.map_async(root, range(10))
`,
      "a decorated function": `import numpy, ipyparallel as ipp
rc = ipp.Client()
dv = rc[::2]

@dv.parallel(block=True)
def root(x): return ⟦numpy⟧.sqrt(x)
`,
      "a remote function, with two modules": `import os.path
import numpy as np
${CLIENT}
@dview.remote(block=True)
def draw(shape):
    # the folder is that of the engine
    print(⟦os⟧.path.abspath("."))
    return ⟦np⟧.random.rand(*shape)
`,
      "an applied lambda": `import os
${CLIENT}
print(dview.apply_sync(lambda: ⟦os⟧.getpid()))
`,
      "a renamed module in sync_imports": `${CLIENT}
with dview.sync_imports():
    import numpy as np

def root(x):
    return ⟦np⟧.sqrt(x)

dview.map_sync(root, [1, 2])
`,
      "a view that came from elsewhere": `import ipyparallel, math

def run(dview):
    def root(x):
        return ⟦math⟧.sqrt(x)
    return dview.map_sync(root, range(4))
`,
      "the client of a cluster": `import math, ipyparallel as ipp
with ipp.Cluster(n=4) as rc:
    view = rc[:]
    view.apply(lambda x: ⟦math⟧.sqrt(x), 4)
`,
    },
    fixed: {
      "a module used in a mapped function": `import numpy as np
${CLIENT}
def root(x):
    import numpy as np
    return np.sqrt(x)

print(dview.map_sync(root, range(10)))
`,
      "a name from a module": `from math import sqrt
import ipyparallel
view = ipyparallel.Client().load_balanced_view()

def root(x):
    """The root."""
    from math import sqrt
    return sqrt(x)

view.map_async(root, range(10))
`,
      "a remote function, with two modules": `import os.path
import numpy as np
${CLIENT}
@dview.remote(block=True)
def draw(shape):
    # the folder is that of the engine
    import os.path
    import numpy as np
    print(os.path.abspath("."))
    return np.random.rand(*shape)
`,
    },
    silent: {
      "an import inside the function": `${CLIENT}
def root(x):
    import numpy as np
    return np.sqrt(x)
dview.map_sync(root, [1])
`,
      sync_imports: `${CLIENT}
with dview.sync_imports():
    import numpy
    from math import sqrt
def root(x):
    return numpy.sqrt(x) + sqrt(x)
dview.map_sync(root, [1])
`,
      "a required module": `import numpy
${CLIENT}
@dview.parallel()
@ipp.require("numpy")
def root(x):
    return numpy.sqrt(x)
`,
      "a module that %px imports": `import numpy as np
${CLIENT}
%px import numpy as np
def root(x):
    return np.sqrt(x)
dview.map_sync(root, [1])
`,
      "a module of a %%px cell": `import numpy as np
${CLIENT}
# %%
%%px --targets 0,2
import sys
import numpy as np

# %%
dview.map_sync(lambda x: np.sqrt(x), [1])
`,
      "a module that execute imports": `import numpy as np
${CLIENT}
dview.execute("import numpy as np")
dview.map_sync(lambda x: np.sqrt(x), [1])
`,
      "a view that is known by its name, and what it executes": `import ipyparallel, math
def run(dview):
    dview.execute("import math")
    dview.map_sync(lambda x: math.sqrt(x), [1])
`,
      "a file that the engines run": `import numpy as np
${CLIENT}
dview.run("setup.py")
dview.map_sync(lambda x: np.sqrt(x), [1])
`,
      "processes of this machine": `import numpy as np
from multiprocessing import Pool
def root(x):
    return np.sqrt(x)
if __name__ == "__main__":
    with Pool() as pool:
        pool.map(root, [1])
`,
      "the builtin map": `import numpy as np
${CLIENT}
print(list(map(lambda x: np.sqrt(x), [1])))
`,
      "a parameter of the module's name": `import numpy as np
${CLIENT}
dview.map_sync(lambda np: np + 1, [1])
`,
      "functions that are pickled whole": `import numpy as np
${CLIENT}
dview.use_cloudpickle()
dview.map_sync(lambda x: np.sqrt(x), [1])
`,
      "annotations and defaults": `import numpy as np
${CLIENT}
def root(x: np.ndarray, y=np.pi):
    return x * y
dview.map_sync(root, [1])
`,
    },
  });
});
