# Compiler settings that every target shares, as one INTERFACE target: no directory-wide flags.

add_library(project_options INTERFACE)
target_compile_features(project_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON) # the codec is shared with the loadable SQLite extension

target_include_directories(project_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(
  project_options
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wconversion # money and tokens must never narrow unnoticed
            $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local> # scoped enumerators may reuse the name of a type
            -Wnon-virtual-dtor
            -Wold-style-cast
            $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>) # false alarms on std::string + in GCC 12 (PR 105651)
target_compile_definitions(project_options INTERFACE QT_NO_CAST_FROM_ASCII QT_NO_KEYWORDS)

option(MARGINSCOPE_WERROR "Treat warnings as errors" OFF)
if(MARGINSCOPE_WERROR)
  target_compile_options(project_options INTERFACE -Werror)
endif()

set(MARGINSCOPE_SANITIZE "" CACHE STRING "Sanitizers, for example address,undefined or thread")
if(MARGINSCOPE_SANITIZE)
  target_compile_options(project_options INTERFACE -fsanitize=${MARGINSCOPE_SANITIZE}
                                                   -fno-omit-frame-pointer)
  target_link_options(project_options INTERFACE -fsanitize=${MARGINSCOPE_SANITIZE})
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Without the sloppiness ccache passes by every file with a precompiled header (its manual, "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

# add_module(models_core SOURCES a.cpp a.h LINK models_x PRIVATE_LINK zstd): one static library a folder.
function(add_module name)
  cmake_parse_arguments(ARG "QT" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_LINK} PRIVATE project_options ${ARG_PRIVATE_LINK})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  if(ARG_QT)
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
  endif()
endfunction()
