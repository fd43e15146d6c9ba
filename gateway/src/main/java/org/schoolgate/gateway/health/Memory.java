package org.schoolgate.gateway.health;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import org.schoolgate.gateway.feed.Trouble;

/**
 * How much memory there is. Of the heap what was in use after the last time that it was tidied counts, as it fills up and is
 * tidied all day; buffers count as they are.
 */
public final class Memory {
    private static final double BUSY = 0.85;
    private static final double FAULT = 0.95;

    private Memory() {}

    public static Reading reading() {
        long most = most();
        double heap = most <= 0 ? 0 : (double) used() / most;
        long buffersMost = PlatformDependent.maxDirectMemory();
        double buffers =
                buffersMost <= 0 ? 0 : (double) Math.max(0, PlatformDependent.usedDirectMemory()) / buffersMost;
        double fullest = Math.max(heap, buffers);
        if (fullest >= FAULT) {
            return Reading.fault(Trouble.MEMORY_SHORT);
        }
        return fullest >= BUSY ? Reading.busy(Trouble.MEMORY_SHORT) : Reading.WELL;
    }

    /** Bytes of the heap that were in use after it was tidied last. */
    public static long used() {
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage tidied = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            used += tidied == null ? 0 : tidied.getUsed();
        }
        return used;
    }

    public static long most() {
        return Runtime.getRuntime().maxMemory();
    }
}
