package codebook

import "golang.org/x/text/unicode/norm"

// Compared is a value in the form in which values are compared: letters with
// their accents composed (NFC), so that the two ways of writing an ü are one.
// What is recorded stays as it was given.
func Compared(value string) string { return norm.NFC.String(value) }
