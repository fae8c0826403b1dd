// All mnemonics that the assemblers of LLVM 15 and 22 know for x86, in either syntax: what is not here, and no alias, is none.
// Facts, read from both releases.
export const LLVM_MNEMONICS: ReadonlySet<string> = new Set(
  (
    "aaa aad aadd aaddl aaddq aam aand aandl aandq aas adc adcb adcl adcq adcw adcx adcxl adcxq add addb addl addpd addps addq addr16 " +
    "addr32 addsd addss addsubpd addsubps addw adox adoxl adoxq aesdec aesdec128kl aesdec256kl aesdeclast aesdecwide128kl " +
    "aesdecwide256kl aesenc aesenc128kl aesenc256kl aesenclast aesencwide128kl aesencwide256kl aesimc aeskeygenassist and andb andl " +
    "andn andnl andnpd andnps andnq andpd andps andq andw aor aorl aorq arpl axor axorl axorq bextr bextrl bextrq blcfill blcfilll " +
    "blcfillq blci blcic blcicl blcicq blcil blciq blcmsk blcmskl blcmskq blcs blcsl blcsq blendpd blendps blendvpd blendvps blsfill " +
    "blsfilll blsfillq blsi blsic blsicl blsicq blsil blsiq blsmsk blsmskl blsmskq blsr blsrl blsrq bound bsf bsfl bsfq bsfw bsr bsrl " +
    "bsrq bsrw bswap bswapl bswapq bt btc btcl btcq btcw btl btq btr btrl btrq btrw bts btsl btsq btsw btw bzhi bzhil bzhiq call calll " +
    "callq callw cbtw cbw ccmpa ccmpab ccmpae ccmpaeb ccmpael ccmpaeq ccmpaew ccmpal ccmpaq ccmpaw ccmpb ccmpbb ccmpbe ccmpbeb ccmpbel " +
    "ccmpbeq ccmpbew ccmpbl ccmpbq ccmpbw ccmpc ccmpcb ccmpcl ccmpcq ccmpcw ccmpe ccmpeb ccmpel ccmpeq ccmpew ccmpf ccmpfb ccmpfl " +
    "ccmpfq ccmpfw ccmpg ccmpgb ccmpge ccmpgeb ccmpgel ccmpgeq ccmpgew ccmpgl ccmpgq ccmpgw ccmpl ccmplb ccmple ccmpleb ccmplel ccmpleq " +
    "ccmplew ccmpll ccmplq ccmplw ccmpna ccmpnab ccmpnae ccmpnaeb ccmpnael ccmpnaeq ccmpnaew ccmpnal ccmpnaq ccmpnaw ccmpnb ccmpnbb " +
    "ccmpnbe ccmpnbeb ccmpnbel ccmpnbeq ccmpnbew ccmpnbl ccmpnbq ccmpnbw ccmpnc ccmpncb ccmpncl ccmpncq ccmpncw ccmpne ccmpneb ccmpnel " +
    "ccmpneq ccmpnew ccmpng ccmpngb ccmpnge ccmpngeb ccmpngel ccmpngeq ccmpngew ccmpngl ccmpngq ccmpngw ccmpnl ccmpnlb ccmpnle ccmpnleb " +
    "ccmpnlel ccmpnleq ccmpnlew ccmpnll ccmpnlq ccmpnlw ccmpno ccmpnob ccmpnol ccmpnoq ccmpnow ccmpns ccmpnsb ccmpnsl ccmpnsq ccmpnsw " +
    "ccmpnz ccmpnzb ccmpnzl ccmpnzq ccmpnzw ccmpo ccmpob ccmpol ccmpoq ccmpow ccmps ccmpsb ccmpsl ccmpsq ccmpsw ccmpt ccmptb ccmptl " +
    "ccmptq ccmptw ccmpz ccmpzb ccmpzl ccmpzq ccmpzw cdq cdqe cfcmova cfcmovae cfcmovael cfcmovaeq cfcmovaew cfcmoval cfcmovaq cfcmovaw " +
    "cfcmovb cfcmovbe cfcmovbel cfcmovbeq cfcmovbew cfcmovbl cfcmovbq cfcmovbw cfcmove cfcmovel cfcmoveq cfcmovew cfcmovg cfcmovge " +
    "cfcmovgel cfcmovgeq cfcmovgew cfcmovgl cfcmovgq cfcmovgw cfcmovl cfcmovle cfcmovlel cfcmovleq cfcmovlew cfcmovll cfcmovlq cfcmovlw " +
    "cfcmovne cfcmovnel cfcmovneq cfcmovnew cfcmovno cfcmovnol cfcmovnoq cfcmovnow cfcmovnp cfcmovnpl cfcmovnpq cfcmovnpw cfcmovns " +
    "cfcmovnsl cfcmovnsq cfcmovnsw cfcmovo cfcmovol cfcmovoq cfcmovow cfcmovp cfcmovpl cfcmovpq cfcmovpw cfcmovs cfcmovsl cfcmovsq " +
    "cfcmovsw clac clc cld cldemote clflush clflushopt clgi cli clr clrb clrl clrq clrssbsy clrw cltd cltq clts clui clwb clzero cmc " +
    "cmova cmovae cmovael cmovaeq cmovaew cmoval cmovaq cmovaw cmovb cmovbe cmovbel cmovbeq cmovbew cmovbl cmovbq cmovbw cmove cmovel " +
    "cmoveq cmovew cmovg cmovge cmovgel cmovgeq cmovgew cmovgl cmovgq cmovgw cmovl cmovle cmovlel cmovleq cmovlew cmovll cmovlq cmovlw " +
    "cmovne cmovnel cmovneq cmovnew cmovno cmovnol cmovnoq cmovnow cmovnp cmovnpl cmovnpq cmovnpw cmovns cmovnsl cmovnsq cmovnsw cmovo " +
    "cmovol cmovoq cmovow cmovp cmovpl cmovpq cmovpw cmovs cmovsl cmovsq cmovsw cmp cmpaexadd cmpaxadd cmpb cmpbexadd cmpbxadd cmpexadd " +
    "cmpgexadd cmpgxadd cmpl cmplexadd cmplxadd cmpnexadd cmpnoxadd cmpnpxadd cmpnsxadd cmpoxadd cmppd cmpps cmppxadd cmpq cmps cmpsb " +
    "cmpsd cmpsl cmpsq cmpss cmpsw cmpsxadd cmpw cmpxchg cmpxchg16b cmpxchg8b cmpxchgb cmpxchgl cmpxchgq cmpxchgw comisd comiss cpuid " +
    "cqo cqto crc32 crc32b crc32l crc32q crc32w cs ctesta ctestab ctestae ctestaeb ctestael ctestaeq ctestaew ctestal ctestaq ctestaw " +
    "ctestb ctestbb ctestbe ctestbeb ctestbel ctestbeq ctestbew ctestbl ctestbq ctestbw ctestc ctestcb ctestcl ctestcq ctestcw cteste " +
    "ctesteb ctestel ctesteq ctestew ctestf ctestfb ctestfl ctestfq ctestfw ctestg ctestgb ctestge ctestgeb ctestgel ctestgeq ctestgew " +
    "ctestgl ctestgq ctestgw ctestl ctestlb ctestle ctestleb ctestlel ctestleq ctestlew ctestll ctestlq ctestlw ctestna ctestnab " +
    "ctestnae ctestnaeb ctestnael ctestnaeq ctestnaew ctestnal ctestnaq ctestnaw ctestnb ctestnbb ctestnbe ctestnbeb ctestnbel " +
    "ctestnbeq ctestnbew ctestnbl ctestnbq ctestnbw ctestnc ctestncb ctestncl ctestncq ctestncw ctestne ctestneb ctestnel ctestneq " +
    "ctestnew ctestng ctestngb ctestnge ctestngeb ctestngel ctestngeq ctestngew ctestngl ctestngq ctestngw ctestnl ctestnlb ctestnle " +
    "ctestnleb ctestnlel ctestnleq ctestnlew ctestnll ctestnlq ctestnlw ctestno ctestnob ctestnol ctestnoq ctestnow ctestns ctestnsb " +
    "ctestnsl ctestnsq ctestnsw ctestnz ctestnzb ctestnzl ctestnzq ctestnzw ctesto ctestob ctestol ctestoq ctestow ctests ctestsb " +
    "ctestsl ctestsq ctestsw ctestt ctesttb ctesttl ctesttq ctesttw ctestz ctestzb ctestzl ctestzq ctestzw cvtdq2pd cvtdq2ps cvtpd2dq " +
    "cvtpd2pi cvtpd2ps cvtpi2pd cvtpi2ps cvtps2dq cvtps2pd cvtps2pi cvtsd2si cvtsd2sil cvtsd2siq cvtsd2ss cvtsi2sd cvtsi2sdl cvtsi2sdq " +
    "cvtsi2ss cvtsi2ssl cvtsi2ssq cvtss2sd cvtss2si cvtss2sil cvtss2siq cvttpd2dq cvttpd2pi cvttps2dq cvttps2pi cvttsd2si cvttsd2sil " +
    "cvttsd2siq cvttss2si cvttss2sil cvttss2siq cwd cwde cwtd cwtl daa das data16 dec decb decl decq decw div divb divl divpd divps " +
    "divq divsd divss divw dppd dpps ds emms encls enclu enclv encodekey128 encodekey256 endbr32 endbr64 enqcmd enqcmds enter erets " +
    "eretu es extractps extrq f2xm1 fabs fadd faddl faddp fadds fbld fbstp fchs fcmovb fcmovbe fcmove fcmovnb fcmovnbe fcmovne fcmovnu " +
    "fcmovu fcom fcomi fcoml fcomp fcompi fcompl fcompp fcomps fcoms fcos fdecstp fdiv fdivl fdivp fdivr fdivrl fdivrp fdivrs fdivs " +
    "femms ffree ffreep fiadd fiaddl fiadds ficom ficoml ficomp ficompl ficomps ficoms fidiv fidivl fidivr fidivrl fidivrs fidivs fild " +
    "fildl fildll filds fimul fimull fimuls fincstp fist fistl fistp fistpl fistpll fistps fists fisttp fisttpl fisttpll fisttps fisub " +
    "fisubl fisubr fisubrl fisubrs fisubs fld fld1 fldcw fldenv fldl fldl2e fldl2t fldlg2 fldln2 fldpi flds fldt fldz fmul fmull fmulp " +
    "fmuls fnclex fninit fnop fnsave fnstcw fnstenv fnstsw fpatan fprem fprem1 fptan frndint frstor fs fscale fsin fsincos fsqrt fst " +
    "fstl fstp fstpl fstps fstpt fsts fsub fsubl fsubp fsubr fsubrl fsubrp fsubrs fsubs ftst fucom fucomi fucomp fucompi fucompp fxam " +
    "fxch fxrstor fxrstor64 fxsave fxsave64 fxtract fyl2x fyl2xp1 getsec gf2p8affineinvqb gf2p8affineqb gf2p8mulb gs haddpd haddps hlt " +
    "hreset hsubpd hsubps idiv idivb idivl idivq idivw imul imulb imull imulq imulw imulzu imulzul imulzuq imulzuw in inb inc incb incl " +
    "incq incsspd incsspq incw inl ins insb insd insertps insertq insl insw int int3 into invd invept invlpg invlpga invlpgb invpcid " +
    "invvpid inw iret iretd iretl iretq iretw ja jae jb jbe jcxz je jecxz jg jge jl jle jmp jmpabs jmpl jmpq jmpw jne jno jnp jns jo jp " +
    "jrcxz js kaddb kaddd kaddq kaddw kandb kandd kandnb kandnd kandnq kandnw kandq kandw kmovb kmovd kmovq kmovw knotb knotd knotq " +
    "knotw korb kord korq kortestb kortestd kortestq kortestw korw kshiftlb kshiftld kshiftlq kshiftlw kshiftrb kshiftrd kshiftrq " +
    "kshiftrw ktestb ktestd ktestq ktestw kunpckbw kunpckdq kunpckwd kxnorb kxnord kxnorq kxnorw kxorb kxord kxorq kxorw lahf lar larl " +
    "larq larw lcall lcalll lcallq lcallw lddqu ldmxcsr lds ldsl ldsw ldtilecfg lea leal leaq leave leaw les lesl lesw lfence lfs lfsl " +
    "lfsq lfsw lgdt lgdtd lgdtl lgdtq lgdtw lgs lgsl lgsq lgsw lidt lidtd lidtl lidtq lidtw ljmp ljmpl ljmpq ljmpw lkgs lldt lldtw " +
    "llwpcb lmsw lmsww loadiwkey lock lods lodsb lodsd lodsl lodsq lodsw loop loope loopne lretl lretq lretw lsl lsll lslq lslw lss " +
    "lssl lssq lssw ltr ltrw lwpins lwpval lzcnt lzcntl lzcntq lzcntw maskmovdqu maskmovq maxpd maxps maxsd maxss mfence minpd minps " +
    "minsd minss monitor monitorx montmul mov mov.s movabs movabsb movabsl movabsq movabsw movapd movapd.s movaps movaps.s movb movb.s " +
    "movbe movbel movbeq movbew movd movddup movdir64b movdiri movdq2q movdqa movdqa.s movdqu movdqu.s movhlps movhpd movhps movl " +
    "movl.s movlhps movlpd movlps movmskpd movmskps movntdq movntdqa movnti movntil movntiq movntpd movntps movntq movntsd movntss movq " +
    "movq.s movq2dq movrs movrsb movrsl movrsq movrsw movs movsb movsbl movsbq movsbw movsd movsd.s movshdup movsl movsldup movslq " +
    "movsq movss movss.s movsw movswl movswq movsx movsxd movupd movupd.s movups movups.s movw movw.s movzbl movzbq movzbw movzwl " +
    "movzwq movzx mpsadbw mul mulb mull mulpd mulps mulq mulsd mulss mulw mulx mulxl mulxq mwait mwaitx neg negb negl negq negw nop " +
    "nopl nopq nopw not notb notl notq notw or orb orl orpd orps orq orw out outb outl outs outsb outsd outsl outsw outw pabsb pabsd " +
    "pabsw packssdw packsswb packusdw packuswb paddb paddd paddq paddsb paddsw paddusb paddusw paddw palignr pand pandn pause pavgb " +
    "pavgusb pavgw pblendvb pblendw pbndkb pclmulhqhqdq pclmulhqlqdq pclmullqhqdq pclmullqlqdq pclmulqdq pcmpeqb pcmpeqd pcmpeqq " +
    "pcmpeqw pcmpestri pcmpestrm pcmpgtb pcmpgtd pcmpgtq pcmpgtw pcmpistri pcmpistrm pconfig pdep pdepl pdepq pext pextl pextq pextrb " +
    "pextrd pextrq pextrw pf2id pf2iw pfacc pfadd pfcmpeq pfcmpge pfcmpgt pfmax pfmin pfmul pfnacc pfpnacc pfrcp pfrcpit1 pfrcpit2 " +
    "pfrsqit1 pfrsqrt pfsub pfsubr phaddd phaddsw phaddw phminposuw phsubd phsubsw phsubw pi2fd pi2fw pinsrb pinsrd pinsrq pinsrw " +
    "pmaddubsw pmaddwd pmaxsb pmaxsd pmaxsw pmaxub pmaxud pmaxuw pminsb pminsd pminsw pminub pminud pminuw pmovmskb pmovsxbd pmovsxbq " +
    "pmovsxbw pmovsxdq pmovsxwd pmovsxwq pmovzxbd pmovzxbq pmovzxbw pmovzxdq pmovzxwd pmovzxwq pmuldq pmulhrsw pmulhrw pmulhuw pmulhw " +
    "pmulld pmullw pmuludq pop pop2 pop2p popal popaw popcnt popcntl popcntq popcntw popf popfd popfl popfq popfw popl popp popq popw " +
    "por prefetch prefetchit0 prefetchit1 prefetchnta prefetchrst2 prefetcht0 prefetcht1 prefetcht2 prefetchw prefetchwt1 psadbw pshufb " +
    "pshufd pshufhw pshuflw pshufw psignb psignd psignw pslld pslldq psllq psllw psmash psrad psraw psrld psrldq psrlq psrlw psubb " +
    "psubd psubq psubsb psubsw psubusb psubusw psubw pswapd ptest ptwrite ptwritel ptwriteq punpckhbw punpckhdq punpckhqdq punpckhwd " +
    "punpcklbw punpckldq punpcklqdq punpcklwd push push2 push2p pushal pushaw pushf pushfd pushfl pushfq pushfw pushl pushp pushq pushw " +
    "pvalidate pxor rcl rclb rcll rclq rclw rcpps rcpss rcr rcrb rcrl rcrq rcrw rdfsbase rdfsbasel rdfsbaseq rdgsbase rdgsbasel " +
    "rdgsbaseq rdmsr rdmsrlist rdpid rdpkru rdpmc rdpru rdrand rdrandl rdrandq rdrandw rdseed rdseedl rdseedq rdseedw rdsspd rdsspq " +
    "rdtsc rdtscp rep repne ret retf retfq retl retq retw rex64 rmpadjust rmpquery rmpupdate rol rolb roll rolq rolw ror rorb rorl rorq " +
    "rorw rorx rorxl rorxq roundpd roundps roundsd roundss rsm rsqrtps rsqrtss rstorssp sahf salc sar sarb sarl sarq sarw sarx sarxl " +
    "sarxq saveprevssp sbb sbbb sbbl sbbq sbbw scas scasb scasd scasl scasq scasw seamcall seamops seamret senduipi serialize seta " +
    "setae setb setbe sete setg setge setl setle setne setno setnp setns seto setp sets setssbsy setzua setzuae setzub setzube setzue " +
    "setzug setzuge setzul setzule setzune setzuno setzunp setzuns setzuo setzup setzus sfence sgdt sgdtd sgdtl sgdtq sgdtw sha1msg1 " +
    "sha1msg2 sha1nexte sha1rnds4 sha256msg1 sha256msg2 sha256rnds2 shl shlb shld shldl shldq shldw shll shlq shlw shlx shlxl shlxq shr " +
    "shrb shrd shrdl shrdq shrdw shrl shrq shrw shrx shrxl shrxq shufpd shufps sidt sidtd sidtl sidtq sidtw skinit sldt sldtl sldtq " +
    "sldtw slwpcb smsw smswl smswq smsww sqrtpd sqrtps sqrtsd sqrtss ss stac stc std stgi sti stmxcsr stos stosb stosd stosl stosq " +
    "stosw str strl strq strw sttilecfg stui sub subb subl subpd subps subq subsd subss subw swapgs syscall sysenter sysexit sysexitl " +
    "sysexitq sysret sysretl sysretq t1mskc t1mskcl t1mskcq tcmmimfp16ps tcmmrlfp16ps tcvtrowd2ps tcvtrowps2bf16h tcvtrowps2bf16l " +
    "tcvtrowps2phh tcvtrowps2phl tdcall tdpbf16ps tdpbf8ps tdpbhf8ps tdpbssd tdpbsud tdpbusd tdpbuud tdpfp16ps tdphbf8ps tdphf8ps test " +
    "testb testl testq testui testw tileloadd tileloaddrs tileloaddrst1 tileloaddt1 tilemovrow tilerelease tilestored tilezero tlbsync " +
    "tmmultf32ps tpause tzcnt tzcntl tzcntq tzcntw tzmsk tzmskl tzmskq ucomisd ucomiss ud1 ud1l ud1q ud1w ud2 uiret umonitor umwait " +
    "unpckhpd unpckhps unpcklpd unpcklps urdmsr uwrmsr v4fmaddps v4fmaddss v4fnmaddps v4fnmaddss vaddbf16 vaddpd vaddph vaddps vaddsd " +
    "vaddsh vaddss vaddsubpd vaddsubps vaesdec vaesdeclast vaesenc vaesenclast vaesimc vaeskeygenassist valignd valignq vandnpd vandnps " +
    "vandpd vandps vbcstnebf162ps vbcstnesh2ps vblendmpd vblendmps vblendpd vblendps vblendvpd vblendvps vbroadcastf128 vbroadcastf32x2 " +
    "vbroadcastf32x4 vbroadcastf32x8 vbroadcastf64x2 vbroadcastf64x4 vbroadcasti128 vbroadcasti32x2 vbroadcasti32x4 vbroadcasti32x8 " +
    "vbroadcasti64x2 vbroadcasti64x4 vbroadcastsd vbroadcastss vcmpbf16 vcmppd vcmpph vcmpps vcmpsd vcmpsh vcmpss vcomisbf16 vcomisd " +
    "vcomish vcomiss vcompresspd vcompressps vcomxsd vcomxsh vcomxss vcvt2ph2bf8 vcvt2ph2bf8s vcvt2ph2hf8 vcvt2ph2hf8s vcvt2ps2phx " +
    "vcvtbf162ibs vcvtbf162iubs vcvtbiasph2bf8 vcvtbiasph2bf8s vcvtbiasph2hf8 vcvtbiasph2hf8s vcvtdq2pd vcvtdq2ph vcvtdq2phx vcvtdq2phy " +
    "vcvtdq2ps vcvthf82ph vcvtne2ps2bf16 vcvtneebf162ps vcvtneeph2ps vcvtneobf162ps vcvtneoph2ps vcvtneps2bf16 vcvtneps2bf16x " +
    "vcvtneps2bf16y vcvtpd2dq vcvtpd2dqx vcvtpd2dqy vcvtpd2ph vcvtpd2phx vcvtpd2phy vcvtpd2phz vcvtpd2ps vcvtpd2psx vcvtpd2psy " +
    "vcvtpd2qq vcvtpd2udq vcvtpd2udqx vcvtpd2udqy vcvtpd2uqq vcvtph2bf8 vcvtph2bf8s vcvtph2bf8sx vcvtph2bf8sy vcvtph2bf8x vcvtph2bf8y " +
    "vcvtph2dq vcvtph2hf8 vcvtph2hf8s vcvtph2hf8sx vcvtph2hf8sy vcvtph2hf8x vcvtph2hf8y vcvtph2ibs vcvtph2iubs vcvtph2pd vcvtph2ps " +
    "vcvtph2psx vcvtph2qq vcvtph2udq vcvtph2uqq vcvtph2uw vcvtph2w vcvtps2dq vcvtps2ibs vcvtps2iubs vcvtps2pd vcvtps2ph vcvtps2phx " +
    "vcvtps2phxx vcvtps2phxy vcvtps2qq vcvtps2udq vcvtps2uqq vcvtqq2pd vcvtqq2ph vcvtqq2phx vcvtqq2phy vcvtqq2phz vcvtqq2ps vcvtqq2psx " +
    "vcvtqq2psy vcvtsd2sh vcvtsd2si vcvtsd2sil vcvtsd2siq vcvtsd2ss vcvtsd2usi vcvtsd2usil vcvtsd2usiq vcvtsh2sd vcvtsh2si vcvtsh2sil " +
    "vcvtsh2siq vcvtsh2ss vcvtsh2usi vcvtsh2usil vcvtsh2usiq vcvtsi2sd vcvtsi2sdl vcvtsi2sdq vcvtsi2sh vcvtsi2shl vcvtsi2shq vcvtsi2ss " +
    "vcvtsi2ssl vcvtsi2ssq vcvtss2sd vcvtss2sh vcvtss2si vcvtss2sil vcvtss2siq vcvtss2usi vcvtss2usil vcvtss2usiq vcvttbf162ibs " +
    "vcvttbf162iubs vcvttpd2dq vcvttpd2dqs vcvttpd2dqsx vcvttpd2dqsy vcvttpd2dqx vcvttpd2dqy vcvttpd2qq vcvttpd2qqs vcvttpd2udq " +
    "vcvttpd2udqs vcvttpd2udqsx vcvttpd2udqsy vcvttpd2udqx vcvttpd2udqy vcvttpd2uqq vcvttpd2uqqs vcvttph2dq vcvttph2ibs vcvttph2iubs " +
    "vcvttph2qq vcvttph2udq vcvttph2uqq vcvttph2uw vcvttph2w vcvttps2dq vcvttps2dqs vcvttps2ibs vcvttps2iubs vcvttps2qq vcvttps2qqs " +
    "vcvttps2udq vcvttps2udqs vcvttps2uqq vcvttps2uqqs vcvttsd2si vcvttsd2sil vcvttsd2siq vcvttsd2sis vcvttsd2usi vcvttsd2usil " +
    "vcvttsd2usiq vcvttsd2usis vcvttsh2si vcvttsh2sil vcvttsh2siq vcvttsh2usi vcvttsh2usil vcvttsh2usiq vcvttss2si vcvttss2sil " +
    "vcvttss2siq vcvttss2sis vcvttss2usi vcvttss2usil vcvttss2usiq vcvttss2usis vcvtudq2pd vcvtudq2ph vcvtudq2phx vcvtudq2phy " +
    "vcvtudq2ps vcvtuqq2pd vcvtuqq2ph vcvtuqq2phx vcvtuqq2phy vcvtuqq2phz vcvtuqq2ps vcvtuqq2psx vcvtuqq2psy vcvtusi2sd vcvtusi2sdl " +
    "vcvtusi2sdq vcvtusi2sh vcvtusi2shl vcvtusi2shq vcvtusi2ss vcvtusi2ssl vcvtusi2ssq vcvtuw2ph vcvtw2ph vdbpsadbw vdivbf16 vdivpd " +
    "vdivph vdivps vdivsd vdivsh vdivss vdpbf16ps vdppd vdpphps vdpps verr verw vexp2pd vexp2ps vexpandpd vexpandps vextractf128 " +
    "vextractf32x4 vextractf32x8 vextractf64x2 vextractf64x4 vextracti128 vextracti32x4 vextracti32x8 vextracti64x2 vextracti64x4 " +
    "vextractps vfcmaddcph vfcmaddcsh vfcmulcph vfcmulcsh vfixupimmpd vfixupimmps vfixupimmsd vfixupimmss vfmadd132bf16 vfmadd132pd " +
    "vfmadd132ph vfmadd132ps vfmadd132sd vfmadd132sh vfmadd132ss vfmadd213bf16 vfmadd213pd vfmadd213ph vfmadd213ps vfmadd213sd " +
    "vfmadd213sh vfmadd213ss vfmadd231bf16 vfmadd231pd vfmadd231ph vfmadd231ps vfmadd231sd vfmadd231sh vfmadd231ss vfmaddcph vfmaddcsh " +
    "vfmaddpd vfmaddps vfmaddsd vfmaddss vfmaddsub132pd vfmaddsub132ph vfmaddsub132ps vfmaddsub213pd vfmaddsub213ph vfmaddsub213ps " +
    "vfmaddsub231pd vfmaddsub231ph vfmaddsub231ps vfmaddsubpd vfmaddsubps vfmsub132bf16 vfmsub132pd vfmsub132ph vfmsub132ps vfmsub132sd " +
    "vfmsub132sh vfmsub132ss vfmsub213bf16 vfmsub213pd vfmsub213ph vfmsub213ps vfmsub213sd vfmsub213sh vfmsub213ss vfmsub231bf16 " +
    "vfmsub231pd vfmsub231ph vfmsub231ps vfmsub231sd vfmsub231sh vfmsub231ss vfmsubadd132pd vfmsubadd132ph vfmsubadd132ps " +
    "vfmsubadd213pd vfmsubadd213ph vfmsubadd213ps vfmsubadd231pd vfmsubadd231ph vfmsubadd231ps vfmsubaddpd vfmsubaddps vfmsubpd " +
    "vfmsubps vfmsubsd vfmsubss vfmulcph vfmulcsh vfnmadd132bf16 vfnmadd132pd vfnmadd132ph vfnmadd132ps vfnmadd132sd vfnmadd132sh " +
    "vfnmadd132ss vfnmadd213bf16 vfnmadd213pd vfnmadd213ph vfnmadd213ps vfnmadd213sd vfnmadd213sh vfnmadd213ss vfnmadd231bf16 " +
    "vfnmadd231pd vfnmadd231ph vfnmadd231ps vfnmadd231sd vfnmadd231sh vfnmadd231ss vfnmaddpd vfnmaddps vfnmaddsd vfnmaddss " +
    "vfnmsub132bf16 vfnmsub132pd vfnmsub132ph vfnmsub132ps vfnmsub132sd vfnmsub132sh vfnmsub132ss vfnmsub213bf16 vfnmsub213pd " +
    "vfnmsub213ph vfnmsub213ps vfnmsub213sd vfnmsub213sh vfnmsub213ss vfnmsub231bf16 vfnmsub231pd vfnmsub231ph vfnmsub231ps " +
    "vfnmsub231sd vfnmsub231sh vfnmsub231ss vfnmsubpd vfnmsubps vfnmsubsd vfnmsubss vfpclassbf16 vfpclassbf16x vfpclassbf16y " +
    "vfpclassbf16z vfpclasspd vfpclasspdx vfpclasspdy vfpclasspdz vfpclassph vfpclassphx vfpclassphy vfpclassphz vfpclassps vfpclasspsx " +
    "vfpclasspsy vfpclasspsz vfpclasssd vfpclasssh vfpclassss vfrczpd vfrczps vfrczsd vfrczss vgatherdpd vgatherdps vgatherpf0dpd " +
    "vgatherpf0dps vgatherpf0qpd vgatherpf0qps vgatherpf1dpd vgatherpf1dps vgatherpf1qpd vgatherpf1qps vgatherqpd vgatherqps " +
    "vgetexpbf16 vgetexppd vgetexpph vgetexpps vgetexpsd vgetexpsh vgetexpss vgetmantbf16 vgetmantpd vgetmantph vgetmantps vgetmantsd " +
    "vgetmantsh vgetmantss vgf2p8affineinvqb vgf2p8affineqb vgf2p8mulb vhaddpd vhaddps vhsubpd vhsubps vinsertf128 vinsertf32x4 " +
    "vinsertf32x8 vinsertf64x2 vinsertf64x4 vinserti128 vinserti32x4 vinserti32x8 vinserti64x2 vinserti64x4 vinsertps vlddqu vldmxcsr " +
    "vmaskmovdqu vmaskmovpd vmaskmovps vmaxbf16 vmaxpd vmaxph vmaxps vmaxsd vmaxsh vmaxss vmcall vmclear vmfunc vminbf16 vminmaxbf16 " +
    "vminmaxpd vminmaxph vminmaxps vminmaxsd vminmaxsh vminmaxss vminpd vminph vminps vminsd vminsh vminss vmlaunch vmload vmmcall " +
    "vmovapd vmovapd.s vmovaps vmovaps.s vmovd vmovd.s vmovddup vmovdqa vmovdqa.s vmovdqa32 vmovdqa32.s vmovdqa64 vmovdqa64.s vmovdqu " +
    "vmovdqu.s vmovdqu16 vmovdqu16.s vmovdqu32 vmovdqu32.s vmovdqu64 vmovdqu64.s vmovdqu8 vmovdqu8.s vmovhlps vmovhpd vmovhps vmovlhps " +
    "vmovlpd vmovlps vmovmskpd vmovmskps vmovntdq vmovntdqa vmovntpd vmovntps vmovq vmovq.s vmovrsb vmovrsd vmovrsq vmovrsw vmovsd " +
    "vmovsd.s vmovsh vmovsh.s vmovshdup vmovsldup vmovss vmovss.s vmovupd vmovupd.s vmovups vmovups.s vmovw vmovw.s vmpsadbw vmptrld " +
    "vmptrst vmread vmreadl vmreadq vmresume vmrun vmsave vmulbf16 vmulpd vmulph vmulps vmulsd vmulsh vmulss vmwrite vmwritel vmwriteq " +
    "vmxoff vmxon vorpd vorps vp2intersectd vp2intersectq vp4dpwssd vp4dpwssds vpabsb vpabsd vpabsq vpabsw vpackssdw vpacksswb " +
    "vpackusdw vpackuswb vpaddb vpaddd vpaddq vpaddsb vpaddsw vpaddusb vpaddusw vpaddw vpalignr vpand vpandd vpandn vpandnd vpandnq " +
    "vpandq vpavgb vpavgw vpblendd vpblendmb vpblendmd vpblendmq vpblendmw vpblendvb vpblendw vpbroadcastb vpbroadcastd vpbroadcastmb2q " +
    "vpbroadcastmw2d vpbroadcastq vpbroadcastw vpclmulhqhqdq vpclmulhqlqdq vpclmullqhqdq vpclmullqlqdq vpclmulqdq vpcmov vpcmpb vpcmpd " +
    "vpcmpeqb vpcmpeqd vpcmpeqq vpcmpeqw vpcmpestri vpcmpestrm vpcmpgtb vpcmpgtd vpcmpgtq vpcmpgtw vpcmpistri vpcmpistrm vpcmpq vpcmpub " +
    "vpcmpud vpcmpuq vpcmpuw vpcmpw vpcomb vpcomd vpcompressb vpcompressd vpcompressq vpcompressw vpcomq vpcomub vpcomud vpcomuq " +
    "vpcomuw vpcomw vpconflictd vpconflictq vpdpbssd vpdpbssds vpdpbsud vpdpbsuds vpdpbusd vpdpbusds vpdpbuud vpdpbuuds vpdpwssd " +
    "vpdpwssds vpdpwsud vpdpwsuds vpdpwusd vpdpwusds vpdpwuud vpdpwuuds vperm2f128 vperm2i128 vpermb vpermd vpermi2b vpermi2d vpermi2pd " +
    "vpermi2ps vpermi2q vpermi2w vpermil2pd vpermil2ps vpermilpd vpermilps vpermpd vpermps vpermq vpermt2b vpermt2d vpermt2pd vpermt2ps " +
    "vpermt2q vpermt2w vpermw vpexpandb vpexpandd vpexpandq vpexpandw vpextrb vpextrd vpextrq vpextrw vpgatherdd vpgatherdq vpgatherqd " +
    "vpgatherqq vphaddbd vphaddbq vphaddbw vphaddd vphadddq vphaddsw vphaddubd vphaddubq vphaddubw vphaddudq vphadduwd vphadduwq " +
    "vphaddw vphaddwd vphaddwq vphminposuw vphsubbw vphsubd vphsubdq vphsubsw vphsubw vphsubwd vpinsrb vpinsrd vpinsrq vpinsrw vplzcntd " +
    "vplzcntq vpmacsdd vpmacsdqh vpmacsdql vpmacssdd vpmacssdqh vpmacssdql vpmacsswd vpmacssww vpmacswd vpmacsww vpmadcsswd vpmadcswd " +
    "vpmadd52huq vpmadd52luq vpmaddubsw vpmaddwd vpmaskmovd vpmaskmovq vpmaxsb vpmaxsd vpmaxsq vpmaxsw vpmaxub vpmaxud vpmaxuq vpmaxuw " +
    "vpminsb vpminsd vpminsq vpminsw vpminub vpminud vpminuq vpminuw vpmovb2m vpmovd2m vpmovdb vpmovdw vpmovm2b vpmovm2d vpmovm2q " +
    "vpmovm2w vpmovmskb vpmovq2m vpmovqb vpmovqd vpmovqw vpmovsdb vpmovsdw vpmovsqb vpmovsqd vpmovsqw vpmovswb vpmovsxbd vpmovsxbq " +
    "vpmovsxbw vpmovsxdq vpmovsxwd vpmovsxwq vpmovusdb vpmovusdw vpmovusqb vpmovusqd vpmovusqw vpmovuswb vpmovw2m vpmovwb vpmovzxbd " +
    "vpmovzxbq vpmovzxbw vpmovzxdq vpmovzxwd vpmovzxwq vpmuldq vpmulhrsw vpmulhuw vpmulhw vpmulld vpmullq vpmullw vpmultishiftqb " +
    "vpmuludq vpopcntb vpopcntd vpopcntq vpopcntw vpor vpord vporq vpperm vprold vprolq vprolvd vprolvq vprord vprorq vprorvd vprorvq " +
    "vprotb vprotd vprotq vprotw vpsadbw vpscatterdd vpscatterdq vpscatterqd vpscatterqq vpshab vpshad vpshaq vpshaw vpshlb vpshld " +
    "vpshldd vpshldq vpshldvd vpshldvq vpshldvw vpshldw vpshlq vpshlw vpshrdd vpshrdq vpshrdvd vpshrdvq vpshrdvw vpshrdw vpshufb " +
    "vpshufbitqmb vpshufd vpshufhw vpshuflw vpsignb vpsignd vpsignw vpslld vpslldq vpsllq vpsllvd vpsllvq vpsllvw vpsllw vpsrad vpsraq " +
    "vpsravd vpsravq vpsravw vpsraw vpsrld vpsrldq vpsrlq vpsrlvd vpsrlvq vpsrlvw vpsrlw vpsubb vpsubd vpsubq vpsubsb vpsubsw vpsubusb " +
    "vpsubusw vpsubw vpternlogd vpternlogq vptest vptestmb vptestmd vptestmq vptestmw vptestnmb vptestnmd vptestnmq vptestnmw " +
    "vpunpckhbw vpunpckhdq vpunpckhqdq vpunpckhwd vpunpcklbw vpunpckldq vpunpcklqdq vpunpcklwd vpxor vpxord vpxorq vrangepd vrangeps " +
    "vrangesd vrangess vrcp14pd vrcp14ps vrcp14sd vrcp14ss vrcp28pd vrcp28ps vrcp28sd vrcp28ss vrcpbf16 vrcpph vrcpps vrcpsh vrcpss " +
    "vreducebf16 vreducepd vreduceph vreduceps vreducesd vreducesh vreducess vrndscalebf16 vrndscalepd vrndscaleph vrndscaleps " +
    "vrndscalesd vrndscalesh vrndscaless vroundpd vroundps vroundsd vroundss vrsqrt14pd vrsqrt14ps vrsqrt14sd vrsqrt14ss vrsqrt28pd " +
    "vrsqrt28ps vrsqrt28sd vrsqrt28ss vrsqrtbf16 vrsqrtph vrsqrtps vrsqrtsh vrsqrtss vscalefbf16 vscalefpd vscalefph vscalefps " +
    "vscalefsd vscalefsh vscalefss vscatterdpd vscatterdps vscatterpf0dpd vscatterpf0dps vscatterpf0qpd vscatterpf0qps vscatterpf1dpd " +
    "vscatterpf1dps vscatterpf1qpd vscatterpf1qps vscatterqpd vscatterqps vsha512msg1 vsha512msg2 vsha512rnds2 vshuff32x4 vshuff64x2 " +
    "vshufi32x4 vshufi64x2 vshufpd vshufps vsm3msg1 vsm3msg2 vsm3rnds2 vsm4key4 vsm4rnds4 vsqrtbf16 vsqrtpd vsqrtph vsqrtps vsqrtsd " +
    "vsqrtsh vsqrtss vstmxcsr vsubbf16 vsubpd vsubph vsubps vsubsd vsubsh vsubss vtestpd vtestps vucomisd vucomish vucomiss vucomxsd " +
    "vucomxsh vucomxss vunpckhpd vunpckhps vunpcklpd vunpcklps vxorpd vxorps vzeroall vzeroupper wait wbinvd wbnoinvd wrfsbase " +
    "wrfsbasel wrfsbaseq wrgsbase wrgsbasel wrgsbaseq wrmsr wrmsrlist wrmsrns wrpkru wrssd wrssq wrussd wrussq xabort xacquire xadd " +
    "xaddb xaddl xaddq xaddw xbegin xchg xchgb xchgl xchgq xchgw xcryptcbc xcryptcfb xcryptctr xcryptecb xcryptofb xend xgetbv xlatb " +
    "xor xorb xorl xorpd xorps xorq xorw xrelease xresldtrk xrstor xrstor64 xrstors xrstors64 xsave xsave64 xsavec xsavec64 xsaveopt " +
    "xsaveopt64 xsaves xsaves64 xsetbv xsha1 xsha256 xstore xstorerng xsusldtrk xtest "
  ).split(" "),
);
