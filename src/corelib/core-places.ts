// Where the real core has the `self` of methods that take it by value, and its tuple variants: a line for each file,
// `Owner::name:line:column`, columns from 0. Made by test/tools/generate-core-places.mjs from the library of 1.96.0.
export const CORE_PLACES = `any.rs TypeId::trait_info_of:814:8 TypeId::trait_info_of_trait_type_id:839:8 TypeId::as_u128:855:15
ascii/ascii_char.rs AsciiChar::to_u8:535:23 AsciiChar::to_char:542:25 AsciiChar::to_uppercase:577:30 AsciiChar::to_lowercase:607:30 AsciiChar::eq_ignore_case:630:32 AsciiChar::is_alphabetic:724:31 AsciiChar::is_uppercase:760:30 AsciiChar::is_lowercase:796:30 AsciiChar::is_alphanumeric:835:33 AsciiChar::is_digit:871:26 AsciiChar::is_octdigit:909:29 AsciiChar::is_hexdigit:948:29 AsciiChar::is_punctuation:988:32 AsciiChar::is_graphic:1024:28 AsciiChar::is_whitespace:1077:31 AsciiChar::is_control:1115:28 AsciiChar::escape_ascii:1151:24
async_iter/async_iter.rs IntoAsyncIterator::into_async_iter:152:23
cell/lazy.rs State::Uninit:7:4 State::Init:8:4
cell/once.rs OnceCell::into_inner:323:28
cell.rs Cell::into_inner:531:28 RefCell::into_inner:995:28 UnsafeCell::into_inner:2365:28 SyncUnsafeCell::into_inner:2633:28
cmp.rs Ordering::as_raw:418:20 Ordering::is_eq:438:23 Ordering::is_ne:461:23 Ordering::is_lt:480:23 Ordering::is_gt:499:23 Ordering::is_le:518:23 Ordering::is_ge:537:23 Ordering::reverse:574:25 Ordering::then:613:22 Ordering::then_with:652:30 Ord::max:1033:11 Ord::min:1072:11 Ord::clamp:1098:13
convert/mod.rs Into::into:455:12 TryInto::try_into:622:16
convert/num.rs FloatToInt::to_int_unchecked:17:31
fmt/mod.rs SpecWriteFmt::spec_write_fmt:216:30 FormattingOptions::create_formatter:535:38 PostPadding::write:1755:24
fmt/rt.rs ArgumentType::Count:22:4
future/into_future.rs IntoFuture::into_future:134:19
future/join.rs MaybeDone::Future:155:4 MaybeDone::Done:156:4
future/ready.rs Ready::into_inner:45:22
hint.rs Locality::to_llvm:911:21
intrinsics/fallback.rs CarryingMulAdd::carrying_mul_add:14:8 DisjointBitOr::disjoint_bitor:117:29 FunnelShift::unchecked_funnel_shl:154:35 FunnelShift::unchecked_funnel_shr:158:35 CarrylessMul::carryless_mul:226:21
io/borrowed_buf.rs BorrowedBuf::into_filled:124:23 BorrowedBuf::into_filled_mut:134:27
iter/adapters/array_chunks.rs ArrayChunks::into_remainder:49:30 SpecFold::fold:199:18
iter/adapters/copied.rs Copied::into_inner:30:22
iter/adapters/flatten.rs U::into_parts:26:29 FlattenCompat::iter_fold:383:28 FlattenCompat::iter_rfold:452:29
iter/adapters/fuse.rs Fuse::into_inner:28:29
iter/adapters/map.rs Map::into_inner:72:29
iter/adapters/rev.rs Rev::into_inner:39:22
iter/adapters/step_by.rs StepByImpl::spec_fold:181:25 StepByBackImpl::spec_rfold:213:26
iter/adapters/take.rs SpecTake::spec_fold:253:23
iter/adapters/zip.rs ZipImpl::fold:141:20 SpecFold::spec_fold:637:23
iter/traits/collect.rs IntoIterator::into_iter:312:17
iter/traits/double_ended.rs DoubleEndedIterator::rfold:305:23 DoubleEndedIteratorRefSpec::spec_rfold:415:24
iter/traits/iterator.rs Iterator::count:224:13 Iterator::last:259:12 Iterator::step_by:441:15 Iterator::chain:512:16 Iterator::zip:631:14 Iterator::intersperse:695:19 Iterator::intersperse_with:774:27 Iterator::map:833:17 Iterator::for_each:879:19 Iterator::filter:954:17 Iterator::filter_map:999:24 Iterator::enumerate:1046:17 Iterator::peekable:1117:16 Iterator::skip_while:1182:21 Iterator::take_while:1260:21 Iterator::map_while:1348:23 Iterator::skip:1377:12 Iterator::take:1449:12 Iterator::scan:1496:22 Iterator::flat_map:1535:22 Iterator::flatten:1619:15 Iterator::map_windows:1773:41 Iterator::fuse:1835:12 Iterator::inspect:1919:18 Iterator::collect:2079:44 Iterator::collect_into:2240:43 Iterator::partition:2273:23 Iterator::partition_in_place:2336:44 Iterator::is_partitioned:2394:29 Iterator::fold:2666:22 Iterator::reduce:2703:21 Iterator::max:3252:11 Iterator::min:3289:11 Iterator::max_by_key:3312:29 Iterator::max_by:3346:17 Iterator::min_by_key:3374:29 Iterator::min_by:3408:17 Iterator::rev:3445:11 Iterator::unzip:3482:33 Iterator::copied:3513:21 Iterator::cloned:3561:21 Iterator::cycle:3592:13 Iterator::array_chunks:3635:36 Iterator::sum:3671:14 Iterator::product:3703:18 Iterator::cmp:3725:14 Iterator::cmp_by:3753:20 Iterator::partial_cmp:3810:22 Iterator::partial_cmp_by:3847:28 Iterator::eq:3881:13 Iterator::eq_by:3905:19 Iterator::ne:3935:13 Iterator::lt:3957:13 Iterator::le:3979:13 Iterator::gt:4001:13 Iterator::ge:4023:13 Iterator::is_sorted:4053:17 Iterator::is_sorted_by:4080:27 Iterator::is_sorted_by_key:4125:30 SpecIterEq::spec_iter_eq:4150:23 IteratorRefSpec::spec_fold:4271:23
marker.rs FnPtr::addr:1132:12
mem/alignment.rs Alignment::as_usize:171:26 Alignment::as_nonzero:186:28 Alignment::as_nonzero_usize:193:34 Alignment::log2:218:22 Alignment::mask:248:22
mem/maybe_dangling.rs MaybeDangling::into_inner:102:28
mem/maybe_uninit.rs MaybeUninit::assume_init:721:36
mem/transmutability.rs Assume::and:375:21 Assume::but_not:399:25
mem/type_info.rs TypeId::info:41:22 TypeKind::Tuple:68:4 TypeKind::Array:70:4 TypeKind::Slice:72:4 TypeKind::DynTrait:74:4 TypeKind::Struct:76:4 TypeKind::Enum:78:4 TypeKind::Union:80:4 TypeKind::Bool:82:4 TypeKind::Char:84:4 TypeKind::Int:86:4 TypeKind::Float:88:4 TypeKind::Str:90:4 TypeKind::Reference:92:4 TypeKind::Pointer:94:4 TypeKind::FnPtr:96:4 Generic::Lifetime:229:4 Generic::Type:231:4 Generic::Const:233:4 Abi::Named:354:4
net/ip_addr.rs IpAddr::V4:33:4 IpAddr::V6:36:4 Ipv4Addr::to_bits:588:25 Ipv6Addr::to_bits:1417:25
net/socket_addr.rs SocketAddr::V4:36:4 SocketAddr::V6:39:4
ops/arith.rs Add::add:91:11 Sub::sub:203:11 Mul::mul:337:11 Div::div:475:11 Rem::rem:584:11 Neg::neg:706:11
ops/async_function.rs AsyncFnOnce::async_call_once:57:42
ops/bit.rs Not::not:52:11 BitAnd::bitand:167:14 BitOr::bitor:271:13 BitXor::bitxor:375:14 Shl::shl:476:11 Shr::shr:599:11
ops/control_flow.rs ControlFlow::Continue:93:4 ControlFlow::Break:97:4 ControlFlow::break_value:190:29 ControlFlow::break_ok:267:26 ControlFlow::map_break:279:33 ControlFlow::continue_value:303:32 ControlFlow::continue_ok:379:29 ControlFlow::map_continue:391:36 ControlFlow::into_value:416:28 ControlFlow::into_try:438:27
ops/coroutine.rs CoroutineState::Yielded:18:4 CoroutineState::Complete:25:4
ops/function.rs FnOnce::call_once:250:36
ops/range.rs RangeInclusive::into_inner:457:28 RangeInclusive::into_slice_range:466:41 Bound::Included:695:4 Bound::Excluded:698:4 Bound::copied:776:24 Bound::cloned:803:24 IntoBounds::into_bounds:971:19 IntoBounds::intersect:1000:20 OneSidedRange::bound:1324:13
ops/try_trait.rs Try::branch:219:14
option.rs Option::Some:608:4 Option::is_some_and:661:29 Option::is_none_or:710:28 Option::expect:968:24 Option::unwrap:1013:24 Option::unwrap_or:1038:27 Option::unwrap_or_else:1061:35 Option::unwrap_or_default:1093:35 Option::unwrap_unchecked:1128:41 Option::map:1160:27 Option::inspect:1191:28 Option::map_or:1224:30 Option::map_or_else:1271:38 Option::map_or_default:1302:38 Option::ok_or:1337:44 Option::ok_or_else:1363:34 Option::and:1497:24 Option::and_then:1541:32 Option::filter:1578:27 Option::or:1621:20 Option::or_else:1647:28 Option::xor:1684:21 Option::zip:1979:24 Option::zip_with:2020:35 Option::reduce:2054:27 Option::into_flat_iter:2085:29 Option::unzip:2110:17 Option::copied:2134:24 Option::cloned:2160:18 Option::transpose:2237:27 Option::flatten:2843:25 Option::flatten_ref:2873:29 Option::flatten_mut:2933:29
pat.rs RangePattern::sub_one:40:15
pin/unsafe_pinned.rs UnsafePinned::into_inner:63:28
pin.rs Pin::map_unchecked:1534:38 Pin::get_ref:1568:25 Pin::into_ref:1579:26 Pin::get_mut:1596:25 Pin::get_unchecked_mut:1617:42 Pin::map_unchecked_mut:1638:42
ptr/metadata.rs DynMetadata::vtable_ptr:181:18 DynMetadata::size_of:189:19 DynMetadata::align_of:199:20 DynMetadata::layout:206:18
ptr/non_null.rs NonNull::as_uninit_ref:168:42 NonNull::as_uninit_mut:191:42 NonNull::cast_array:200:44 NonNull::to_raw_parts:321:30 NonNull::addr:333:16 NonNull::expose_provenance:346:29 NonNull::with_addr:361:21 NonNull::map_addr:375:20 NonNull::as_ptr:401:24 NonNull::cast:502:25 NonNull::try_cast_aligned:530:31 NonNull::offset:575:31 NonNull::byte_offset:601:36 NonNull::add:651:28 NonNull::byte_add:677:33 NonNull::sub:728:28 NonNull::byte_sub:759:33 NonNull::offset_from:857:36 NonNull::byte_offset_from:878:52 NonNull::offset_from_unsigned:948:45 NonNull::byte_offset_from_unsigned:970:61 NonNull::read:985:29 NonNull::read_volatile:1006:32 NonNull::read_unaligned:1026:39 NonNull::copy_to:1046:32 NonNull::copy_to_nonoverlapping:1066:47 NonNull::copy_from:1086:34 NonNull::copy_from_nonoverlapping:1106:49 NonNull::drop_in_place:1122:38 NonNull::write:1140:30 NonNull::write_bytes:1159:36 NonNull::write_volatile:1180:33 NonNull::write_unaligned:1200:40 NonNull::replace:1217:32 NonNull::swap:1235:29 NonNull::align_offset:1292:24 NonNull::is_aligned:1326:22 NonNull::is_aligned_to:1366:25 NonNull::cast_uninit:1376:29 NonNull::cast_slice:1405:28 NonNull::cast_init:1417:27 NonNull::len:1472:21 NonNull::is_empty:1490:26 NonNull::as_non_null_ptr:1508:33 NonNull::as_mut_ptr:1527:28 NonNull::as_uninit_slice:1571:44 NonNull::as_uninit_slice_mut:1635:48 NonNull::get_unchecked_mut:1664:45
ptr/unique.rs Unique::as_ptr:110:24 Unique::as_non_null_ptr:117:33 Unique::cast:150:25
range/iter.rs RangeIter::remainder:30:21 RangeInclusiveIter::remainder:193:21 RangeFromIter::remainder:351:21
result.rs Result::Ok:561:4 Result::Err:566:4 Result::is_ok_and:619:30 Result::is_err_and:674:31 Result::ok:708:20 Result::err:736:21 Result::map:831:27 Result::map_or:863:30 Result::map_or_else:897:38 Result::map_or_default:928:38 Result::map_err:962:31 Result::inspect:988:28 Result::inspect_err:1016:32 Result::expect:1179:18 Result::unwrap:1227:18 Result::unwrap_or_default:1265:35 Result::expect_err:1293:22 Result::unwrap_err:1324:22 Result::into_ok:1361:25 Result::into_err:1398:26 Result::and:1442:24 Result::and_then:1488:32 Result::or:1528:23 Result::or_else:1559:31 Result::unwrap_or:1590:27 Result::unwrap_or_else:1616:35 Result::unwrap_unchecked:1650:41 Result::unwrap_err_unchecked:1685:39 Result::copied:1711:24 Result::cloned:1737:18 Result::transpose:1816:27 Result::flatten:1852:25
slice/index.rs SliceIndex::get:171:11 SliceIndex::get_mut:176:15 SliceIndex::get_unchecked:186:28 SliceIndex::get_unchecked_mut:196:32 SliceIndex::index:202:13 SliceIndex::index_mut:208:17
slice/iter.rs IterMut::into_slice:276:22 ChunksExactMut::into_remainder:2041:26 RChunksExactMut::into_remainder:2857:32
slice/sort/stable/drift.rs DriftsortRun::sorted:290:14 DriftsortRun::len:295:11
str/pattern.rs Pattern::into_searcher:105:21 Pattern::is_contained_in:109:23 Pattern::is_prefix_of:115:20 Pattern::is_suffix_of:121:24 Pattern::strip_prefix_of:130:23 Pattern::strip_suffix_of:146:27 Utf8Pattern::StringPattern:175:4 Utf8Pattern::CharPattern:177:4 SearchStep::Match:187:4 SearchStep::Reject:193:4 StrSearcherImpl::Empty:1071:4 StrSearcherImpl::TwoWay:1072:4
sync/atomic.rs AtomicBool::into_inner:709:28 AtomicPtr::into_inner:1702:28
sync/sync_view.rs SyncView::into_inner:132:28
task/poll.rs Poll::Ready:18:4 Poll::map:49:21 Poll::map_ok:117:24 Poll::map_err:145:25
task/wake.rs ExtData::Some:208:4 ExtData::None:209:4 ContextBuilder::waker:351:23 ContextBuilder::local_waker:358:29 ContextBuilder::ext:365:21 ContextBuilder::build:372:23 Waker::wake:438:16 LocalWaker::wake:767:16
time.rs Duration::abs_diff:650:26 Duration::checked_add:670:29 Duration::saturating_add:703:32 Duration::checked_sub:726:29 Duration::saturating_sub:759:32 Duration::checked_mul:782:29 Duration::saturating_mul:813:32 Duration::checked_div:837:29 Duration::mul_f64:1020:19 Duration::mul_f32:1041:19 Duration::div_f64:1062:19 Duration::div_f32:1085:19 Duration::div_duration_f64:1104:34 Duration::div_duration_f32:1126:34 Duration::div_duration_floor:1149:36 Duration::div_duration_ceil:1169:35`;
