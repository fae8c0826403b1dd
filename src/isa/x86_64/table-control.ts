// Rows of the instruction table for control flow, the system and its registers: one row a form, in the notation of `table.ts`.

export const CONTROL = `
jmp rel8 | eb cb
jmp rel16 | e9 cw x16
jmp rel32 | o32 e9 cd
jmp r/m64 | ff /4 x64
jmp r/m16 | o16 ff /4 x16
jmp r/m32 | o32 ff /4 i64
jmp r/m16 | o16 ff /4 x32
ljmp imm16, imm16 | ea farw x16
ljmp imm16, imm32 | ea fard x32
ljmpw imm16, imm16 | o16 ea farw i64 att
ljmpl imm16, imm32 | o32 ea fard i64 att
ljmp m48 | REX.W ff /5
ljmp m48 | ff /5 i64
ljmp m | o32 ff /5 att
ljmpl m | o32 ff /5 att
ljmpw m | o16 ff /5 att
ljmpq m | REX.W ff /5 att
lcall imm16, imm16 | 9a farw x16
lcall imm16, imm32 | 9a fard x32
lcallw imm16, imm16 | o16 9a farw i64 att
lcalll imm16, imm32 | o32 9a fard i64 att
lcall m48 | ff /3
lcall m | o32 ff /3 att
lcalll m | o32 ff /3 att
lcallw m | o16 ff /3 att
lcallq m | REX.W ff /3 att
call rel32 | o32 e8 cd
call r/m64 | ff /2 x64
call r/m16 | o16 ff /2 x16
call r/m32 | o32 ff /2 i64
call r/m16 | o16 ff /2 x32
loop rel8 | e2 cb
loope rel8 | e1 cb
loopz rel8 | e1 cb
loopne rel8 | e0 cb
loopnz rel8 | e0 cb
jrcxz rel8 | e3 cb x64
jecxz rel8 | a32 e3 cb
jcxz rel8 | a16 e3 cb i64
ret | c3 x64
ret | o32 c3
ret imm16 | o32 c2 iw
retq | c3 x64 att
retq imm16 | c2 iw x64 att
retl | o32 c3 i64 att
retl imm16 | o32 c2 iw i64 att
retw imm16 | o16 c2 iw att
retw | o16 c3 att
callq rel32 | e8 cd x64 att
calll rel32 | o32 e8 cd i64 att
callw rel16 | o16 e8 cw i64 att
retf | o32 CB
retf imm16 | o32 ca iw
lret | o32 CB att
lret imm16 | o32 ca iw att
lretl | o32 CB att
lretl imm16 | o32 ca iw att
lretw | o16 CB att
lretw imm16 | o16 ca iw att
lretq | REX.W CB att
lretq imm16 | REX.W ca iw att
retfq | REX.W CB
retfq imm16 | REX.W ca iw
leave | c9
enter imm16, imm8 | c8 iw ib
int3 | cc
int 3 | cc
int imm8 | CD ib
ud2 | 0f 0b
nop | 90
nop r/m16 | o16 0f 1f /0
nop r/m32 | o32 0f 1f /0
pause | f3 90
hlt | f4
cmc | f5
clc | f8
stc | f9
cli | fa
sti | fb
cld | fc
std | fd
cbw | o16 98
cwde | o32 98
cdqe | REX.W 98
cwd | o16 99
cdq | o32 99
cqo | REX.W 99
pushfq | 9c x64
popfq | 9d x64
pushfd | o32 9c i64
popfd | o32 9d i64
pushfw | o16 9c att
popfw | o16 9d att
pushf | 9c x64
popf | 9d x64
pushf | o16 9c i64
popf | o16 9d i64
pushad | o32 60 i64
popad | o32 61 i64
pushaw | o16 60 i64
popaw | o16 61 i64
sahf | 9e
lahf | 9f
xlatb | d7
iret | o16 cf
iretw | o16 cf att
iretd | o32 cf
into | ce i64
daa | 27 i64
das | 2f i64
aaa | 37 i64
aas | 3f i64
salc | d6 i64
iretq | REX.W cf
syscall | 0f 05
sysret | 0f 07
sysretl | 0f 07 att
sysretq | REX.W 0f 07
sysenter | 0f 34
sysexit | 0f 35
sysexitq | REX.W 0f 35
vmcall | 0f 01 c1
vmmcall | 0f 01 d9
clac | 0f 01 ca
stac | 0f 01 CB
rsm | 0f aa
wbnoinvd | f3 0f 09
endbr64 | f3 0f 1e fa
serialize | 0f 01 e8
cpuid | 0f a2
rdtsc | 0f 31
rdtscp | 0f 01 f9
rdmsr | 0f 32
wrmsr | 0f 30
rdpmc | 0f 33
swapgs | 0f 01 f8
invd | 0f 08
wbinvd | 0f 09
clts | 0f 06
mfence | 0f ae f0
lfence | 0f ae e8
sfence | 0f ae f8
xgetbv | 0f 01 d0
xsetbv | 0f 01 d1
monitor | 0f 01 c8
mwait | 0f 01 c9
lgdt m | 0f 01 /2
sgdt m | 0f 01 /0
lidt m | 0f 01 /3
sidt m | 0f 01 /1
invlpg m8 | 0f 01 /7
lldt r/m16 | 0f 00 /2
sldt r16 | o16 0f 00 /0
sldt r32 | o32 0f 00 /0
sldt r64 | REX.W 0f 00 /0
sldt m16 | 0f 00 /0
ltr r/m16 | 0f 00 /3
str r16 | o16 0f 00 /1
str r32 | o32 0f 00 /1
str r64 | REX.W 0f 00 /1
str m16 | 0f 00 /1
verr r/m16 | 0f 00 /4
verw r/m16 | 0f 00 /5
larq r64, r/m16 | REX.W 0f 02 /r att
lslq r64, r/m16 | REX.W 0f 03 /r att
larl r32, r/m16 | o32 0f 02 /r att
lsll r32, r/m16 | o32 0f 03 /r att
lss r16, m | o16 0f b2 /r
lss r32, m | o32 0f b2 /r
lss r64, m | REX.W 0f b2 /r
lfs r16, m | o16 0f b4 /r
lfs r32, m | o32 0f b4 /r
lfs r64, m | REX.W 0f b4 /r
lgs r16, m | o16 0f b5 /r
lgs r32, m | o32 0f b5 /r
lgs r64, m | REX.W 0f b5 /r
lds r16, m | o16 c5 /r i64
lds r32, m | o32 c5 /r i64
les r16, m | o16 c4 /r i64
les r32, m | o32 c4 /r i64
lmsw r/m16 | 0f 01 /6
smsw r16 | o16 0f 01 /4
smsw r32 | o32 0f 01 /4
smsw r64 | REX.W 0f 01 /4
smsw m16 | 0f 01 /4
fxsave m | 0f ae /0
fxsave64 m | REX.W 0f ae /0
fxrstor m | 0f ae /1
fxrstor64 m | REX.W 0f ae /1
xsave m | 0f ae /4
xsave64 m | REX.W 0f ae /4
xrstor m | 0f ae /5
xrstor64 m | REX.W 0f ae /5
xsaveopt m | 0f ae /6
xsaveopt64 m | REX.W 0f ae /6
xsavec m | 0f c7 /4
xsavec64 m | REX.W 0f c7 /4
xsaves m | 0f c7 /5
xsaves64 m | REX.W 0f c7 /5
xrstors m | 0f c7 /3
xrstors64 m | REX.W 0f c7 /3
ldmxcsr m32 | 0f ae /2
stmxcsr m32 | 0f ae /3
clflush m8 | 0f ae /7
clflushopt m8 | 66 0f ae /7
prefetcht0 m8 | 0f 18 /1
prefetcht1 m8 | 0f 18 /2
prefetcht2 m8 | 0f 18 /3
prefetchnta m8 | 0f 18 /0
prefetchw m8 | 0f 0d /1
invpcid r64, m128 | 66 0f 38 82 /r x64
movnti m32, r32 | 0f c3 /r
movnti m64, r64 | REX.W 0f c3 /r
rdfsbase r32 | f3 0f ae /0 x64
rdgsbase r32 | f3 0f ae /1 x64
wrfsbase r32 | f3 0f ae /2 x64
wrgsbase r32 | f3 0f ae /3 x64
rdpid r64 | f3 0f c7 /7 x64
rdfsbase r64 | f3 REX.W 0f ae /0
rdgsbase r64 | f3 REX.W 0f ae /1
wrfsbase r64 | f3 REX.W 0f ae /2
wrgsbase r64 | f3 REX.W 0f ae /3
rdrand r16 | o16 0f c7 /6
rdseed r16 | o16 0f c7 /7
rdseed r32 | o32 0f c7 /7
rdrand r32 | o32 0f c7 /6
rdrand r64 | REX.W 0f c7 /6
rdseed r64 | REX.W 0f c7 /7
in al, imm8 | e4 ib
in ax, imm8 | o16 e5 ib
in eax, imm8 | o32 e5 ib
in al, dx | ec
in ax, dx | o16 ed
in eax, dx | o32 ed
out imm8, al | e6 ib
out imm8, ax | o16 e7 ib
out imm8, eax | o32 e7 ib
out dx, al | ee
out dx, ax | o16 ef
out dx, eax | o32 ef
fninit | db e3
finit | 9b db e3
fwait | 9b
wait | 9b
fnclex | db e2
fnop | d9 d0
fnstcw m16 | d9 /7
fstcw m16 | 9b d9 /7
fldcw m16 | d9 /5
fnstsw ax | df e0
fnstsw m16 | dd /7
fnsave m | dd /6
frstor m | dd /4
fnstenv m | d9 /6
fldenv m | d9 /4
ud1 r32, r/m32 | o32 0f b9 /r
emms | 0f 77
vmlaunch | 0f 01 c2
vmresume | 0f 01 c3
vmxoff | 0f 01 c4
vmfunc | 0f 01 d4
vmxon m64 | f3 0f c7 /6
vmptrld m64 | 0f c7 /6
vmptrst m64 | 0f c7 /7
vmclear m64 | 66 0f c7 /6
vmread r/m64, r64 | 0f 78 /r x64
vmwrite r64, r/m64 | 0f 79 /r x64
invept r64, m128 | 66 0f 38 80 /r x64
invvpid r64, m128 | 66 0f 38 81 /r x64
stgi | 0f 01 dc
clgi | 0f 01 dd
clwb m8 | 66 0f ae /6
xend | 0f 01 d5
xtest | 0f 01 d6
xabort imm8 | c6 f8 ib
wrpkru | 0f 01 ef
rdpkru | 0f 01 ee
setssbsy | f3 0f 01 e8
saveprevssp | f3 0f 01 ea
clui | f3 0f 01 ee x64
stui | f3 0f 01 ef x64
testui | f3 0f 01 ed x64
uiret | f3 0f 01 ec x64
getsec | 0f 37
pconfig | 0f 01 c5
encls | 0f 01 cf
enclu | 0f 01 d7
rdpru | 0f 01 fd
clzero | 0f 01 fc
monitorx | 0f 01 fa
mwaitx | 0f 01 fb
movbe r16, m16 | o16 0f 38 f0 /r
movbe r32, m32 | o32 0f 38 f0 /r
movbe r64, m64 | REX.W 0f 38 f0 /r
movbe m16, r16 | o16 0f 38 f1 /r
movbe m32, r32 | o32 0f 38 f1 /r
movbe m64, r64 | REX.W 0f 38 f1 /r
adcx r32, r/m32 | 66 0f 38 f6 /r
adcx r64, r/m64 | 66 REX.W 0f 38 f6 /r
adox r32, r/m32 | f3 0f 38 f6 /r
adox r64, r/m64 | f3 REX.W 0f 38 f6 /r
fld1 | d9 e8
fldl2t | d9 e9
fldl2e | d9 ea
fldpi | d9 eb
fldlg2 | d9 ec
fldln2 | d9 ed
fldz | d9 ee
fchs | d9 e0
fabs | d9 e1
ftst | d9 e4
fxam | d9 e5
f2xm1 | d9 f0
fyl2x | d9 f1
fptan | d9 f2
fpatan | d9 f3
fdecstp | d9 f6
fincstp | d9 f7
fsqrt | d9 fa
fsincos | d9 fb
frndint | d9 fc
fscale | d9 fd
fcompp | de d9
fucompp | da e9
fprem | d9 f8
fprem1 | d9 f5
fxtract | d9 f4
fyl2xp1 | d9 f9
fsin | d9 fe
fcos | d9 ff
lar r16, r/m16 | o16 0f 02 /r
lar r16, r/r32 | o16 0f 02 /r
lar r16, r/r64 | o16 0f 02 /r x64
lar r32, r/m16 | o32 0f 02 /r
lar r32, r/r32 | o32 0f 02 /r
lar r32, r/r64 | o32 0f 02 /r x64
lar r64, r/m16 | REX.W 0f 02 /r
lar r64, r/r32 | REX.W 0f 02 /r
lar r64, r/r64 | REX.W 0f 02 /r x64
lsl r16, r/m16 | o16 0f 03 /r
lsl r16, r/r32 | o16 0f 03 /r
lsl r16, r/r64 | o16 0f 03 /r x64
lsl r32, r/m16 | o32 0f 03 /r
lsl r32, r/r32 | o32 0f 03 /r
lsl r32, r/r64 | o32 0f 03 /r x64
lsl r64, r/m16 | REX.W 0f 03 /r
lsl r64, r/r32 | REX.W 0f 03 /r
lsl r64, r/r64 | REX.W 0f 03 /r x64
div al, r/m8 | f6 /6
div ax, r/m16 | o16 f7 /6
div eax, r/m32 | o32 f7 /6
div rax, r/m64 | REX.W f7 /6
idiv al, r/m8 | f6 /7
idiv ax, r/m16 | o16 f7 /7
idiv eax, r/m32 | o32 f7 /7
idiv rax, r/m64 | REX.W f7 /7
jmp m48 | o32 ff /5
jmp m80 | o32 ff /5
call m48 | o32 ff /3
call m80 | o32 ff /3
nop r/m64 | REX.W 0f 1f /0
fnstsw | df e0
pushfw | o16 9c x64
pushfw | o16 9c x32
popfw | o16 9d x64
popfw | o16 9d x32
endbr32 | f3 0f 1e fb
femms | 0f 0e
incsspd r32 | f3 0f ae /5 x64
incsspq r64 | f3 REX.W 0f ae /5
rdsspd r32 | f3 0f 1e /1 x64
rdsspq r64 | f3 REX.W 0f 1e /1
wrssd m32, r32 | 0f 38 f6 /r
wrssq m64, r64 | REX.W 0f 38 f6 /r
wrussd m32, r32 | 66 0f 38 f5 /r
wrussq m64, r64 | 66 REX.W 0f 38 f5 /r
cldemote m8 | 0f 1c /0
tpause r32 | 66 0f ae /6
umwait r32 | f2 0f ae /6
movdiri m32, r32 | 0f 38 f9 /r
movdiri m64, r64 | REX.W 0f 38 f9 /r
ptwrite r/m32 | f3 0f ae /4
ptwrite r/m64 | f3 REX.W 0f ae /4
vmload | 0f 01 da
vmrun | 0f 01 d8
vmsave | 0f 01 db
invlpga | 0f 01 df
skinit | 0f 01 de
invlpgb | 0f 01 fe
tlbsync | 0f 01 ff
psmash | f3 0f 01 ff x64
pvalidate | f2 0f 01 ff
rmpadjust | f3 0f 01 fe x64
rmpupdate | f2 0f 01 fe x64
tdcall | 66 0f 01 cc x64
seamret | 66 0f 01 CD x64
seamops | 66 0f 01 ce x64
seamcall | 66 0f 01 cf x64
xsusldtrk | f2 0f 01 e8
xresldtrk | f2 0f 01 e9
enclv | 0f 01 c0
prefetch m8 | 0f 0d /0
prefetchwt1 m8 | 0f 0d /2
shld r/m16, r16 | o16 0f a5 /r
shld r/m32, r32 | o32 0f a5 /r
shld r/m64, r64 | REX.W 0f a5 /r
shrd r/m16, r16 | o16 0f ad /r
shrd r/m32, r32 | o32 0f ad /r
shrd r/m64, r64 | REX.W 0f ad /r
erets | f2 0f 01 ca x64 v22
eretu | f3 0f 01 ca x64 v22
lkgs r/m16 | f2 0f 00 /6 x64 v22
wrmsrns | 0f 01 c6 v22
`;
