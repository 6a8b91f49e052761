/* SPDX-License-Identifier: BSD-2-Clause */
/* Port I/O: which device answers at which port, and the four forms of the instructions. */
#include "vmm/exits.h"

#include "vmm/describe.h"
#include "vmm/event.h"
#include "vmm/guest.h"
#include "vmm/guest_memory.h"
#include "vmm/output.h"
#include "vmm/schedule.h"
#include "vmm/x86.h"

enum port {
	PORT_DEBUG = 0xe9, /* as Bochs and QEMU have it */
	PORT_EXIT = 0xf4,  /* QEMU's isa-debug-exit */
	PORT_COM1 = 0x3f8,
	PORT_COM1_LAST = PORT_COM1 + UART_PORTS - 1,
};

/* A device that spans several bytes is accessed byte by byte, as the ISA bus would. */
static uint32_t read_com1(struct vcpu *vcpu, uint16_t port, unsigned int size)
{
	uint32_t value = 0;

	for (unsigned int i = 0; i < size; i++) {
		unsigned int reg = port - PORT_COM1 + i;
		uint8_t byte = reg < UART_PORTS ? uart16550_read(&vcpu->guest->uart, reg) : 0xff;

		value |= (uint32_t)byte << 8 * i;
	}
	return value;
}

static void write_com1(struct vcpu *vcpu, uint16_t port, unsigned int size, uint32_t value)
{
	for (unsigned int i = 0; i < size; i++) {
		unsigned int reg = port - PORT_COM1 + i;
		uint8_t byte = value >> 8 * i & 0xff;

		if (reg < UART_PORTS && uart16550_write(&vcpu->guest->uart, reg, byte))
			console_write(vcpu->guest, (char)byte);
	}
}

/* Reading it gives its own number: so software finds out that it is there. */
static uint32_t read_debug(struct vcpu *vcpu, uint16_t port, unsigned int size)
{
	(void)vcpu;
	(void)port;
	(void)size;
	return PORT_DEBUG;
}

static void write_debug(struct vcpu *vcpu, uint16_t port, unsigned int size, uint32_t value)
{
	(void)port;
	for (unsigned int i = 0; i < size; i++)
		console_write(vcpu->guest, (char)(value >> 8 * i & 0xff));
}

static void write_exit(struct vcpu *vcpu, uint16_t port, unsigned int size, uint32_t value)
{
	(void)port;
	(void)size;
	guest_exit(vcpu->guest, value << 1 | 1);
}

struct port_device {
	uint16_t first;
	uint16_t last;
	uint32_t (*read)(struct vcpu *vcpu, uint16_t port, unsigned int size);
	void (*write)(struct vcpu *vcpu, uint16_t port, unsigned int size, uint32_t value);
};

/* Everything that a guest has; the other ports read as all ones and take no notice of writes, as an
 * empty bus does. */
static const struct port_device devices[] = {
	{PORT_COM1, PORT_COM1_LAST, read_com1, write_com1},
	{PORT_DEBUG, PORT_DEBUG, read_debug, write_debug},
	{PORT_EXIT, PORT_EXIT, NULL, write_exit},
};

static const struct port_device *find_device(uint16_t port)
{
	for (unsigned int i = 0; i < sizeof(devices) / sizeof(devices[0]); i++)
		if (port >= devices[i].first && port <= devices[i].last)
			return &devices[i];
	return NULL;
}

static uint32_t port_read(struct vcpu *vcpu, uint16_t port, unsigned int size)
{
	const struct port_device *device = find_device(port);

	return device && device->read ? device->read(vcpu, port, size) : UINT32_MAX;
}

static void port_write(struct vcpu *vcpu, uint16_t port, unsigned int size, uint32_t value)
{
	const struct port_device *device = find_device(port);

	if (device && device->write)
		device->write(vcpu, port, size, value);
}

static uint64_t size_mask(unsigned int size)
{
	return size == 8 ? UINT64_MAX : (1ull << 8 * size) - 1;
}

/* Writes the part of a register that an operand or address of this size is; 32-bit writes clear the
 * upper half. */
static void set_gpr_part(struct vcpu *vcpu, enum gpr gpr, unsigned int size, uint64_t value)
{
	uint64_t mask = size == 4 ? UINT64_MAX : size_mask(size);

	value &= size_mask(size);
	vcpu->context.gpr[gpr] = (vcpu->context.gpr[gpr] & ~mask) | value;
}

static void advance_gpr(struct vcpu *vcpu, enum gpr gpr, unsigned int address_size, uint64_t by)
{
	set_gpr_part(vcpu, gpr, address_size, vcpu->context.gpr[gpr] + by);
}

/*
 * INS and OUTS, one element an exit: with REP the instruction is executed again for the next one,
 * so that the processor itself checks segment and limit for each, and interrupts come between them.
 */
static void string_io(struct vcpu *vcpu, struct io_access io)
{
	enum { RFLAGS_DF = 1 << 10 };
	/* Address size in bits 9:7 (SDM 28.2.5): 16, 32, 64 bits */
	unsigned int address_size = 2u << (vmread(VMX_VMX_INSTRUCTION_INFO) >> 7 & 3);
	uint64_t step = vmread(VMX_GUEST_RFLAGS) & RFLAGS_DF ? -(uint64_t)io.size : io.size;
	unsigned int access = guest_privilege_access() | (io.in ? WALK_WRITE : 0);
	uint64_t linear = vmread(VMX_GUEST_LINEAR_ADDRESS);
	uint32_t data = 0;
	struct walk_result walk;
	uint64_t fault;

	/* The exit may come before the processor has looked at the count (Bochs does so). */
	if (io.rep && !(vcpu->context.gpr[GPR_RCX] & size_mask(address_size))) {
		skip_instruction();
		return;
	}
	/* Whether it can be written to is known before the device is read: what was read cannot go
	 * back. */
	switch (guest_linear_copy(vcpu, linear, io.in ? NULL : &data, io.size, access, &fault,
				  &walk)) {
	case WALK_OK:
		break;
	case WALK_PAGE_FAULT:
		write_cr2(fault);
		inject_exception_code(VECTOR_PF, walk.error_code);
		return;
	case WALK_NOT_CANONICAL:
		inject_exception_code(VECTOR_GP, 0);
		return;
	default:
		guest_crash(vcpu->guest, "string I/O with memory that the guest does not have");
		return;
	}
	if (io.in) {
		data = port_read(vcpu, io.port, io.size);
		guest_linear_copy(vcpu, linear, &data, io.size, access, &fault, &walk);
	} else {
		port_write(vcpu, io.port, io.size, data);
	}
	advance_gpr(vcpu, io.in ? GPR_RDI : GPR_RSI, address_size, step);
	if (io.rep)
		advance_gpr(vcpu, GPR_RCX, address_size, UINT64_MAX);
	if (!io.rep || !(vcpu->context.gpr[GPR_RCX] & size_mask(address_size)))
		skip_instruction();
}

struct vcpu *exit_io(struct vcpu *vcpu)
{
	struct io_access io = decode_io(vmread(VMX_EXIT_QUALIFICATION));

	if (io.string) {
		string_io(vcpu, io);
		return resume(vcpu);
	}
	if (io.in)
		set_gpr_part(vcpu, GPR_RAX, io.size, port_read(vcpu, io.port, io.size));
	else
		port_write(vcpu, io.port, io.size, vcpu->context.gpr[GPR_RAX] & size_mask(io.size));
	return skip_and_resume(vcpu);
}
