package timeline

// ByCoders is the dimension that says how far the coders of an incident agree,
// in the words of ascribe.Concord. A variable of that name goes before it.
const ByCoders = "coders"
