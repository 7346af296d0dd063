// Package desk lists what can be written through the web: each act of app/acts, with
// what it is sent and what it answers. Nothing is decided here: what is sent is handed
// on, whether it comes as JSON or from a form.
package desk
