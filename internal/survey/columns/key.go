package columns

import "slices"

// A keyer numbers the combinations of values that incidents have, so that they
// can be counted in a list. Few combinations have the number that their values
// give; of many, those that occur are numbered as they come.
type keyer struct {
	sizes []uint64 // of each dimension
	come  []coming // for each dimension, where combinations are numbered as they come
	n     int      // how many numbers there are so far
}

// A coming numbers the combinations of one more dimension.
type coming struct {
	number map[uint64]uint32
	list   []uint64
}

// maxCombinations is how many combinations are few.
const maxCombinations = 1 << 18

func newKeyer(dimensions []*dimension) *keyer {
	k := &keyer{n: 1}
	product := uint64(1)
	for _, d := range dimensions {
		size := uint64(len(d.values))
		k.sizes = append(k.sizes, size)
		if product <= maxCombinations {
			product *= size
		}
	}
	if k.n = int(product); product > maxCombinations {
		k.n, k.come = 0, make([]coming, len(k.sizes))
		for i := range k.come {
			k.come[i].number = map[uint64]uint32{}
		}
	}
	return k
}

// next is the number of a combination with a value of the dimension after it.
func (k *keyer) next(dimension int, before, value uint32) uint32 {
	key := uint64(before)*k.sizes[dimension] + uint64(value)
	if k.come == nil {
		return uint32(key)
	}
	c := &k.come[dimension]
	n, known := c.number[key]
	if !known {
		n = uint32(len(c.list))
		c.number[key] = n
		c.list = append(c.list, key)
		if dimension == len(k.come)-1 {
			k.n = len(c.list)
		}
	}
	return n
}

// values are those of a combination, by dimension.
func (k *keyer) values(number uint32) []uint32 {
	list := make([]uint32, 0, len(k.sizes))
	for dimension, size := range slices.Backward(k.sizes) {
		key := uint64(number)
		if k.come != nil {
			key = k.come[dimension].list[number]
		}
		list = append(list, uint32(key%size))
		number = uint32(key / size)
	}
	slices.Reverse(list)
	return list
}
