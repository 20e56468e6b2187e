"""Devices: where they stand, what their status label says, whether they run."""

from gradea.world.equipment.device import Device, DeviceKind

__all__ = ["Device", "DeviceKind"]
