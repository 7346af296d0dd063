// Package datasets takes other people's datasets in, edition by edition: what is
// new, what changed, and what is no longer listed.
package datasets
