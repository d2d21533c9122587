extension RandomAccessCollection where Index == Int {
    /// Where those end that come before a place in their order. Cost: the logarithm of how many there are.
    ///
    /// - Parameter comesBefore: True of the first so many, false of all that follow.
    @inlinable
    public func partitionPoint(_ comesBefore: (Element) -> Bool) -> Int {
        var low = startIndex, high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if comesBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
